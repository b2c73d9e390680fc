-- code: GRT-16
-- title: 满意人数不超过询问人数
-- title_en: No more are satisfied than were asked
-- severity: error
-- effect: reject
-- within: org_id
-- basis: 满意的人是询问的人的一部分（算术关系）
-- basis_en: The satisfied are some of those asked (arithmetic)
-- scope: 填报了询问人数或满意人数的评估
-- scope_en: assessments that state how many were asked or satisfied
-- explanation: 满意人数多于询问人数。
-- explanation_en: More people were satisfied than were asked.
-- innocent: 两列填反。
-- innocent_en: The two columns were exchanged.
-- never: 不适用 没有填报满意度的评估不在此列
select
  a.district,
  'grant_assessments' as table_name,
  json_object('grant_id', a.grant_id, 'stage', a.stage) as key,
  g.org_id,
  a.assessed_on as period,
  a.people_satisfied > a.people_asked as broken,
  printf('询问 %d 人，满意 %d 人', a.people_asked, a.people_satisfied) as detail,
  a.sample
from grant_assessments a
join grants g on g.district = a.district and g.grant_id = a.grant_id
where coalesce(a.people_asked, a.people_satisfied) is not null
