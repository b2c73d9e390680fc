-- title: 某种需求，哪些组织做过、在哪个街道？
-- title_en: Which bodies have served a need, and in which street?
-- description: 只列获得资助的项目。
-- description_en: Only projects that were funded.
-- group: grants
-- parameters: need = 服务领域（service_field） / Need; street = 街道 / Street
-- columns: need = 服务领域 / Need; permalink = 页面 / Page
select g.service_field as need, coalesce(g.street, g.place_scope) as street, g.org_id, coalesce(o.name, g.org_name) as organisation,
  iif(o.org_id is null, null, '/organisations/' || o.org_id || '/') as organisation_permalink, g.grant_id, g.project,
  '/grants/' || g.district || '/' || g.grant_id || '/' as permalink, g.round, g.beneficiaries, g.sample
from grants g
left join organisations o on o.district = g.district and o.org_id = g.org_id
where g.district = 'haishu' and g.decision = '资助'
  and coalesce(:need, '') in ('', g.service_field) and coalesce(:street, '') in ('', g.street)
order by g.sample, g.service_field, g.street, g.round
