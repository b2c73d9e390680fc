-- code: haishu-audit-report
-- title: 会计师事务所的财务审计报告
-- title_en: Audit report of an accounting firm
-- party: 社会组织
-- basis: 海民〔2011〕6号第九条
-- applies: 公益性的社会团体和民办非企业单位，每年；第二条的三类按领域“社会服务”或慈善组织认定
-- due: 次年5月31日前
with recursive span as (
  select district, min(year) as year from inspections group by district
  union all
  select district, year + 1 from span, build where year < cast(substr(today, 1, 4) as integer)
)
select
  o.district,
  o.org_id,
  json_object('org_id', o.org_id, 'year', s.year) as key,
  cast(s.year as text) as period,
  (s.year + 1) || '-05-31' as due_on,
  max(i.audit_report_on) as done_on,
  null as exempt,
  iif(count(i.org_id) > 0 and max(i.submitted_on) is not null and max(i.audit_report_on) is null, '只有整套材料的报送日期', null) as unknown,
  0 as estimated,
  o.sample
from organisations o
join span s on s.district = o.district
left join inspections i on i.district = o.district and i.org_id = o.org_id and i.year = s.year
where substr(o.org_id, 1, 2) in ('51', '52') and (o.field = '社会服务' or coalesce(o.is_charity, 0) = 1)
  and o.registered_on <= s.year || '-12-31'
  and (o.status = '正常' or coalesce(o.status_since, '') > s.year || '-12-31')
group by o.district, o.org_id, s.year
