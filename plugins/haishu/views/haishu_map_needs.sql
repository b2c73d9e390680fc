-- title: 每个街道，各种需求有哪些组织做过
-- title_en: Which bodies have served which need in each street
-- note: A need is the service field of a funded project; a project for the whole district counts for 全区. Bodies are counted only where
--   the code of each is filed: one of which only the name is, may be one of the others.
-- columns: need = 需求 / Need; street = 街道 / Street; bodies = 做过的组织（家） / Bodies; projects = 项目（个） / Projects;
--   latest = 最近一轮的年份 / Latest round
select district, coalesce(service_field, '没有写明') as need, coalesce(street, iif(place_scope = '全区', '全区', '没有写明')) as street,
  iif(count(org_id) = count(*), count(distinct org_id), null) as bodies, count(*) as projects, max(round) as latest, sample
from grants
where district = 'haishu' and decision = '资助'
group by district, coalesce(service_field, '没有写明'), coalesce(street, iif(place_scope = '全区', '全区', '没有写明')), sample
