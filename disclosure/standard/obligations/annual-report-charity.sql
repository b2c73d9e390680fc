-- code: annual-report-charity
-- title: 慈善组织年度报告
-- title_en: Annual report of a charity
-- party: 社会组织
-- basis: 《慈善组织信息公开办法》（民政部令第81号，条文待核实）；《慈善法》
-- applies: 登记为社会团体或民办非企业单位的慈善组织，每年
-- exempt: 
-- due: 次年5月31日前
select
  o.district,
  o.org_id,
  json_object('org_id', o.org_id, 'year', o.year, 'kind', '年度报告') as key,
  cast(o.year as text) as period,
  (o.year + 1) || '-05-31' as due_on,
  i.submitted_on as done_on,
  iif(i.conclusion = '免检', '当年免检', null) as exempt,
  iif(i.org_id is not null and i.submitted_on is null and i.conclusion <> '未参检', '没有填写报送日期', null) as unknown,
  0 as estimated,
  o.sample
from organisation_years o
left join inspections i on i.district = o.district and i.org_id = o.org_id and i.year = o.year and i.kind = '年度报告'
where o.record = 'inspections' and substr(o.org_id, 1, 2) in ('51', '52') and o.is_charity = 1
