-- title: 每个项目适用的条款（本区、本计划、决定那一天有效的）
-- title_en: The terms each grant is under: its district's, its programme's, in force on the day it was decided
-- note: at_application, at_review: whether the term stood as early as that, too; where the day was not filed, as early as the year of the
--   round. What was done before the term stood is not judged by it.
-- columns: at_application = 申报时已经施行 / In force at the application; at_review = 评审时已经施行 / In force at the review
select t.district, t.id as grant_id, t.term, t.value, t.unit, t.text, t.basis,
  t.from_on <= coalesce(g.applied_on, g.round || '-01-01') as at_application,
  t.from_on <= coalesce(g.reviewed_on, g.applied_on, g.round || '-01-01') as at_review,
  t.from_on, t.sample
from grants g
cross join applicable_terms t on t.district = g.district and t.id = g.grant_id  -- each grant's own terms, found by its id
where t.table_name = 'grants'
