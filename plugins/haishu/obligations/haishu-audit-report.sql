-- code: haishu-audit-report
-- title: 会计师事务所的财务审计报告
-- title_en: Audit report of an accounting firm
-- party: 社会组织
-- basis: 海民〔2011〕6号第九条
-- applies: 公益性的社会团体和民办非企业单位，每年；第二条的三类按领域“社会服务”或慈善组织认定
-- due: 次年5月31日前
select
  o.district,
  o.org_id,
  json_object('org_id', o.org_id, 'year', o.year) as key,
  cast(o.year as text) as period,
  (o.year + 1) || '-05-31' as due_on,
  max(i.audit_report_on) as done_on,
  null as exempt,
  iif(count(i.org_id) > 0 and max(i.submitted_on) is not null and max(i.audit_report_on) is null, '只有整套材料的报送日期', null) as unknown,
  0 as estimated,
  o.sample
from organisation_years o
left join inspections i on i.district = o.district and i.org_id = o.org_id and i.year = o.year
where o.record = 'inspections' and substr(o.org_id, 1, 2) in ('51', '52') and (o.field = '社会服务' or coalesce(o.is_charity, 0) = 1)
group by o.district, o.org_id, o.year
