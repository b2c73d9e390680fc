-- title: 哪些审计报告的意见不是无保留，或者另有强调事项？
-- description: :from 报告日期从哪一天起，例如 2025-01-01；留空为全部。clean 为 1 的，意见是无保留，报告里另有强调事项段。
select a.district, a.audit_id, a.org_id, o.name as organisation, a.kind, a.period_end, a.opinion, a.clean, a.auditor, a.report_date,
  a.summary, a.rectified, a.sample
from audit_opinions a
left join organisations o on o.org_id = a.org_id
where a.opinion <> '无保留意见' and a.report_date >= coalesce(nullif(:from, ''), '0000-01-01')
order by a.report_date desc, a.audit_id
