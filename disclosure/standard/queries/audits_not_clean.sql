-- title: 哪些审计报告的意见不是无保留，或者另有强调事项？
-- title_en: Whose audit was not clean?
-- description: clean 为 1 的，意见是无保留，报告里另有强调事项段。没有报审计报告的不在这里：没有报不等于没有问题。
-- description_en: Where clean is 1 the opinion is unmodified, with an emphasis paragraph. Audits that were not filed are not shown.
-- group: trust
-- parameters: from = 报告日期从哪一天起（日期） / Reports since; district = 区（区） / District; opinion = 意见（opinion） / Opinion
-- columns: clean = 无保留 / Unmodified; kind = 种类 / Kind
select a.district, a.audit_id, a.org_id, o.name as organisation, a.kind, a.period_end, a.opinion, a.clean, a.auditor, a.report_date,
  a.summary, a.rectified, g.grant_id, g.project, '/grants/' || g.district || '/' || g.grant_id || '/' as grant_permalink,
  '/organisations/' || o.org_id || '/' as permalink, a.sample
from audit_opinions a
left join organisations o on o.org_id = a.org_id
left join grants g on g.district = a.district and g.grant_id = a.grant_id
where a.opinion <> '无保留意见' and a.report_date >= coalesce(nullif(:from, ''), '0000-01-01') and coalesce(:district, '') in ('', a.district)
  and coalesce(:opinion, '') in ('', a.opinion)
order by a.report_date desc, a.audit_id
