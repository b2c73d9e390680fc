-- code: annual-report-53
-- title: 基金会年度工作报告
-- title_en: Annual work report of a foundation
-- party: 社会组织
-- basis: 《基金会管理条例》第三十六条
-- applies: 基金会，每年
-- exempt: 
-- due: 次年3月31日前
select
  o.district,
  o.org_id,
  json_object('org_id', o.org_id, 'year', o.year, 'kind', '年度报告') as key,
  cast(o.year as text) as period,
  (o.year + 1) || '-03-31' as due_on,
  i.submitted_on as done_on,
  iif(i.conclusion = '免检', '当年免检', null) as exempt,
  iif(i.org_id is not null and i.submitted_on is null and i.conclusion <> '未参检', '没有填写报送日期', null) as unknown,
  0 as estimated,
  o.sample
from organisation_years o
left join inspections i on i.district = o.district and i.org_id = o.org_id and i.year = o.year and i.kind = '年度报告'
where o.record = 'inspections' and substr(o.org_id, 1, 2) = '53'
