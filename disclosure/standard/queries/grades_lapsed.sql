-- title: 哪些组织的评估等级已经过期，又没有重新评估？
-- title_en: Whose evaluation grade has lapsed without a new one?
-- description: 看数据截至的那一天；有没有重新评估只知道到 known_until，空着的不知道。
-- description_en: As of the day of the build. Whether a new grade came is known up to known_until; where that is empty it is not known.
-- group: trust
-- parameters: district = 区（区） / District
-- columns: known_until = 评估报全到 / Evaluations complete up to
select g.district, g.org_id, o.name as organisation, g.grade, g.announced_on, g.valid_until, g.known_until,
  '/organisations/' || o.org_id || '/' as permalink, g.sample
from grades_today g
join organisations o on o.district = g.district and o.org_id = g.org_id
where g.open and g.grade <> '不予评级' and not g.withdrawn and g.next_from is null and g.valid_until < (select today from build)
  and coalesce(:district, '') in ('', g.district)
order by g.valid_until, g.org_id
