-- code: financial-report
-- title: 年度财务会计报告
-- title_en: Annual financial report
-- party: 社会组织
-- basis: 《慈善组织信息公开办法》（民政部令第81号，条文待核实）；《慈善法》
-- applies: 慈善组织和基金会，每年
-- exempt: 当年成立的
-- due: 次年5月31日前；登记的是本平台收到的日期
select
  o.district,
  o.org_id,
  json_object('org_id', o.org_id, 'year', o.year) as key,
  cast(o.year as text) as period,
  (o.year + 1) || '-05-31' as due_on,
  null as done_on,
  iif(o.registered_on >= o.year || '-01-01', '当年成立', null) as exempt,
  iif(f.org_id is not null, '已公布，报送日期没有登记', null) as unknown,
  0 as estimated,
  o.sample
from organisation_years o
left join finances f on f.district = o.district and f.org_id = o.org_id and f.year = o.year
where o.record = 'finances' and (o.is_charity = 1 or substr(o.org_id, 1, 2) = '53')
