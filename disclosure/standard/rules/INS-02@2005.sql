-- code: INS-02
-- title: 上年未合格的，今年有整改
-- title_en: After a bad year there is a rectification
-- severity: warning
-- effect: publish
-- basis: 《民办非企业单位年度检查办法》第十条（条文待核实；其他组织的整改规定待核实）
-- basis_en: Measures on the Annual Inspection of Private Non-enterprise Units, article 10 (article to be verified;
--   rules on rectification by other kinds to be verified)
-- scope: 年度检查或年度报告没有合格的每个组织的下一年，两种连着算；今年的还没有到期就终止了的不适用
-- scope_en: the year after an annual inspection or report that was not passed, both kinds taken together; not where the
--   organisation ended before this year's was due
-- explanation: 上一年基本合格或不合格，上一年和今年的记录里都没有整改情况。
-- explanation_en: The year before was passed with reservations or failed, and neither that record nor this year's tells of
--   rectification.
-- innocent: 整改报告单独提交，还没有公布。
-- innocent_en: The report of rectification was submitted by itself and is not published yet.
with followed as (
  select p.district, p.org_id, p.year + 1 as year, p.sample,
    coalesce(min(i.kind), min(p.kind)) as kind,
    min(p.conclusion) as conclusion,
    coalesce(max(i.rectification), max(p.rectification)) as rectification,
    iif(
      count(i.org_id) = 0 and max(o.status <> '正常' and o.status_since <= (p.year + 2) || '-05-31'), '今年的到期以前组织已经终止', null
    ) as exempt,
    case
      when min(p.conclusion) in ('未参检', '待定') then '上一年没有参检（是否要整改待核实），或者还没有结论'
      when max(i.submitted_on is not null or i.conclusion not in ('未参检', '待定', '免检')) is not 1 then '今年的材料没有报，或者免检'
    end as unknown
  from inspections p
  left join inspections i on i.district = p.district and i.org_id = p.org_id and i.year = p.year + 1
    and i.kind <> '备案年度审核' and i.sample <= p.sample
  left join organisations o on o.district = p.district and o.org_id = p.org_id and o.sample <= p.sample
  where p.kind <> '备案年度审核' and p.conclusion in ('基本合格', '不合格', '未参检', '待定')
  group by p.district, p.org_id, p.year, p.sample
  having count(i.org_id) > 0 or p.year + 2 <= (select substr(today, 1, 4) from build) + 0
)
select
  district,
  'inspections' as table_name,
  json_object('org_id', org_id, 'year', year, 'kind', kind) as key,
  org_id,
  cast(year as text) as period,
  exempt,
  iif(rectification is null, unknown, null) as unknown,
  rectification is null and unknown is null as broken,
  '上一年' || conclusion || coalesce('，整改：' || rectification, '，没有整改情况') as detail,
  sample
from followed
