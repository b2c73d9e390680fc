-- title: 每个资助项目，平均每个受益人花多少钱？
-- title_en: How much does each funded project cost per beneficiary?
-- description: 资助金额除以受益人数；已用金额只在已经完成、各季度用款都报了的项目上算。没有填受益人数的项目不在这里。服务不同，数不能直接比好坏。
-- description_en: The award per beneficiary; what was spent only of projects that are over and filed all quarters. Different services
--   are not better or worse by it.
-- group: money
-- parameters: district = 区（区） / District; round = 轮次（年份） / Round; service_field = 服务领域（service_field） / Service field
-- columns: awarded_each = 每人资助（元） / Award each; spent = 已用（元） / Spent; spent_each = 每人已用（元） / Spent each
with latest as (
  select *, row_number() over (partition by district, grant_id, sample order by year desc, quarter desc) as nth from grant_spent
)
select g.district, g.round, g.grant_id, g.project, g.service_field, g.org_id, coalesce(o.name, g.org_name) as organisation,
  '/organisations/' || o.org_id || '/' as organisation_permalink, g.beneficiaries, g.awarded,
  round(g.awarded / g.beneficiaries, 2) as awarded_each, s.spent, round(s.spent / g.beneficiaries, 2) as spent_each,
  '/grants/' || g.district || '/' || g.grant_id || '/' as permalink, g.sample
from grants g
left join latest s on s.district = g.district and s.grant_id = g.grant_id and s.sample = g.sample and s.nth = 1 and s.whole
  and s.ends_on >= g.completed_on
left join organisations o on o.org_id = g.org_id
where g.decision = '资助' and g.beneficiaries > 0 and coalesce(:district, '') in ('', g.district)
  and (coalesce(:round, '') = '' or g.round = cast(:round as integer)) and coalesce(:service_field, '') in ('', g.service_field)
order by awarded_each desc, g.district, g.grant_id
