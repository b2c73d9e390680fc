-- title: 每个街道、每种需求，资助了多少项目、多少钱？
-- title_en: How many projects, and how much money, for each street and need?
-- description: 决定资助的项目按实施街道和服务领域合计，真实和示例分开；没有写街道的写实施范围，都没有写的写“没有写明”。
-- description_en: Funded projects by street and service field; where no street is filed, by their reach.
-- group: grants
-- parameters: district = 区（区） / District; round = 轮次（年份） / Round; service_field = 服务领域（service_field） / Service field
-- columns: place = 街道或范围 / Street or reach; need = 服务领域 / Need; projects = 项目（个） / Projects; beneficiaries = 受益人数（人次） / Beneficiaries;
--   uncounted = 没有填受益人数（个） / Without beneficiaries; unpriced = 没有填金额（个） / Without an amount
select g.district, coalesce(g.street, g.place_scope, '没有写明') as place, coalesce(g.service_field, '没有写明') as need, count(*) as projects,
  sum(g.awarded) as awarded, count(*) - count(g.awarded) as unpriced, sum(g.beneficiaries) as beneficiaries,
  count(*) - count(g.beneficiaries) as uncounted, '/districts/' || g.district || '/' as permalink, g.sample
from grants g
where g.decision = '资助' and coalesce(:district, '') in ('', g.district)
  and (coalesce(:round, '') = '' or g.round = cast(:round as integer)) and coalesce(:service_field, '') in ('', g.service_field)
group by g.district, coalesce(g.street, g.place_scope, '没有写明'), coalesce(g.service_field, '没有写明'), g.sample
order by g.district, awarded desc, place, need
