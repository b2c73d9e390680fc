-- code: annual-report-53
-- title: 基金会年度工作报告
-- title_en: Annual work report of a foundation
-- party: 社会组织
-- basis: 《基金会管理条例》第三十六条
-- applies: 基金会，每年
-- exempt: 
-- due: 次年3月31日前
with recursive span as (
  select district, min(year) as year from inspections group by district
  union all
  select district, year + 1 from span, build where year < cast(substr(today, 1, 4) as integer)
)
select
  o.district,
  o.org_id,
  json_object('org_id', o.org_id, 'year', s.year, 'kind', '年度报告') as key,
  cast(s.year as text) as period,
  (s.year + 1) || '-03-31' as due_on,
  i.submitted_on as done_on,
  case
    when 0 then ''
    when i.conclusion in ('免检') then '当年免检'
  end as exempt,
  iif(i.org_id is not null and i.submitted_on is null and i.conclusion <> '未参检', '没有填写报送日期', null) as unknown,
  0 as estimated,
  o.sample
from organisations o
join span s on s.district = o.district
left join inspections i on i.district = o.district and i.org_id = o.org_id and i.year = s.year and i.kind = '年度报告'
where substr(o.org_id, 1, 2) = '53'
  and o.registered_on <= s.year || '-12-31'
  and (o.status = '正常' or coalesce(o.status_since, '') > s.year || '-12-31')
