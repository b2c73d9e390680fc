-- title: 资助的钱审计过吗，审计说了什么？
-- title_en: Was the grant money audited, and what did the auditors say?
-- description: 项目的审计和整个计划一轮的审计。没有审计报告的不在这里：没有报不等于没有审计。
-- description_en: Audits of projects and of whole rounds. What has no audit filed is not shown; silence is no fact.
-- group: grants
-- parameters: district = 区（区） / District; programme = 资助计划 / Programme; round = 轮次（年份） / Round
-- columns: clean = 无保留 / Unmodified; kind = 种类 / Kind
select a.district, a.audit_id, coalesce(a.programme, g.programme) as programme, coalesce(a.round, g.round) as round, a.grant_id, g.project,
  '/grants/' || g.district || '/' || g.grant_id || '/' as grant_permalink, a.org_id, o.name as organisation,
  '/organisations/' || o.org_id || '/' as organisation_permalink, a.kind, a.period_start, a.period_end, a.auditor, a.report_date,
  a.opinion, a.clean,
  a.summary, a.rectified, '/submissions/' || a.district || '/' || a.submission || '/' as permalink, a.sample
from audit_opinions a
left join grants g on g.district = a.district and g.grant_id = a.grant_id
left join organisations o on o.district = a.district and o.org_id = a.org_id
where (a.grant_id is not null or a.programme is not null) and coalesce(:district, '') in ('', a.district)
  and coalesce(:programme, '') in ('', coalesce(a.programme, g.programme))
  and (coalesce(:round, '') = '' or coalesce(a.round, g.round) = cast(:round as integer))
order by a.clean, a.report_date desc, a.district, a.audit_id
