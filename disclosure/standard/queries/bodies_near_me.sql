-- title: 我附近有哪些组织，还在不在，怎么联系？
-- title_en: Which organisations are near me, do they still exist, and how do I reach them?
-- description: 还在的组织，按街道和社区排；可以写街道、领域或者名称里的几个字。没有填办公电话的，是没有填报。
-- description_en: Existing organisations by street and community; ask for a street, a field or part of a name. An empty phone was not
--   filed.
-- group: other
-- parameters: district = 区（区） / District; street = 街道 / Street; words = 名称、宗旨或业务范围里的字 / Words in name, purpose or scope
-- columns: grade = 评估等级和有效期 / Grade and its term
select s.district, s.street, s.community, s.org_id, s.name as organisation, s.type, s.field, s.purpose, s.address, s.office_phone,
  g.said as grade,
  '/organisations/' || s.org_id || '/' as permalink, s.sample
from standing_today s
left join grades_today g on g.district = s.district and g.org_id = s.org_id
where s.open and coalesce(:district, '') in ('', s.district) and coalesce(:street, '') in ('', s.street)
  and instr(s.name || coalesce(s.purpose, '') || coalesce(s.scope, ''), coalesce(:words, ''))
order by s.district, s.street, s.community, s.name
