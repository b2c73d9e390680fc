-- code: annual-inspection-51
-- title: 社会团体年度检查
-- title_en: Annual inspection of an association
-- party: 社会组织
-- basis: 《社会团体年度检查办法》（2026年1月1日起施行，条文待核实）；嘉兴市2026年年检通知
-- applies: 不是慈善组织的社会团体，每年
-- exempt: 当年6月30日后成立；慈善组织改报年度报告
-- due: 次年5月31日前
select
  o.district,
  o.org_id,
  json_object('org_id', o.org_id, 'year', o.year, 'kind', '年度检查') as key,
  cast(o.year as text) as period,
  (o.year + 1) || '-05-31' as due_on,
  i.submitted_on as done_on,
  case
    when o.registered_on > o.year || '-06-30' then '当年6月30日后成立'
    when i.conclusion = '免检' then '当年免检'
  end as exempt,
  iif(i.org_id is not null and i.submitted_on is null and i.conclusion <> '未参检', '没有填写报送日期', null) as unknown,
  0 as estimated,
  o.sample
from organisation_years o
left join inspections i on i.district = o.district and i.org_id = o.org_id and i.year = o.year and i.kind = '年度检查'
where o.record = 'inspections' and substr(o.org_id, 1, 2) = '51' and coalesce(o.is_charity, 0) = 0
