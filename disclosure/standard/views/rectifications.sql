-- title: 上一年没有合格的，今年有没有整改
-- title_en: After an inspection or report that was not passed, whether the next tells of a rectification
-- note: A row per body and year after; both kinds of paper are taken together. bound: whether the measures on private non-enterprise units
--   bind it. unknown: why the year's papers cannot tell.
-- columns: bound = 受民办非企业单位办法约束 / Bound by the measures; conclusion = 上一年的结论 / Conclusion of the year before
select p.district, p.org_id, p.year + 1 as year, p.sample,
  coalesce(min(i.kind), min(p.kind)) as kind,
  min(p.conclusion) as conclusion,
  coalesce(max(i.rectification), max(p.rectification)) as rectification,
  max(coalesce(o.type = '民办非企业单位' and o.registration = '登记', 1)) as bound,
  iif(
    count(i.org_id) = 0 and max(o.status <> '正常' and o.status_since <= (p.year + 2) || '-05-31'), '今年的到期以前组织已经终止', null
  ) as exempt,
  case
    when min(p.conclusion) in ('未参检', '待定') then '上一年没有参检（是否要整改待核实），或者还没有结论'
    when max(i.submitted_on is not null or i.conclusion not in ('未参检', '待定', '免检')) is not 1 then '今年的材料没有报，或者免检'
    when max(p.decided_on) >= max(i.submitted_on) then '今年的材料报得比上一年的结论早'
  end as unknown
from inspections p
left join inspections i on i.district = p.district and i.org_id = p.org_id and i.year = p.year + 1
  and i.kind <> '备案年度审核' and i.sample <= p.sample
left join organisations o on o.district = p.district and o.org_id = p.org_id and o.sample <= p.sample
where p.kind <> '备案年度审核' and p.conclusion in ('基本合格', '不合格', '未参检', '待定')
group by p.district, p.org_id, p.year, p.sample
having count(i.org_id) > 0 or p.year + 2 <= (select substr(today, 1, 4) from build) + 0
