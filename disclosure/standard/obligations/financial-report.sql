-- code: financial-report
-- title: 年度财务会计报告
-- title_en: Annual financial report
-- party: 社会组织
-- basis: 《慈善组织信息公开办法》（民政部令第81号，条文待核实）；《慈善法》
-- applies: 慈善组织和基金会，每年
-- exempt: 当年成立的
-- due: 次年5月31日前；登记的是本平台收到的日期
with recursive span as (
  select district, min(year) as year from finances group by district
  union all
  select district, year + 1 from span, build where year < cast(substr(today, 1, 4) as integer)
)
select
  o.district,
  o.org_id,
  json_object('org_id', o.org_id, 'year', s.year) as key,
  cast(s.year as text) as period,
  (s.year + 1) || '-05-31' as due_on,
  null as done_on,
  iif(o.registered_on >= s.year || '-01-01', '当年成立', null) as exempt,
  iif(f.org_id is not null, '已公布，报送日期没有登记', null) as unknown,
  0 as estimated,
  o.sample
from organisations o
join span s on s.district = o.district
left join finances f on f.district = o.district and f.org_id = o.org_id and f.year = s.year
where (o.is_charity = 1 or substr(o.org_id, 1, 2) = '53')
  and o.registered_on <= s.year || '-12-31'
  and (o.status = '正常' or coalesce(o.status_since, '') > s.year || '-12-31')
