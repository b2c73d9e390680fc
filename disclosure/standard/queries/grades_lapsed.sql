-- title: 哪些组织的评估等级已经过期，又没有重新评估？
-- description: :district 区的编号，见 districts 表；留空为全部。看数据截至的那一天；有没有重新评估只知道到 known_until，空着的不知道。
select g.district, g.org_id, o.name as organisation, g.grade, g.announced_on, g.valid_until, g.known_until, g.sample
from grades_today g
join organisations o on o.district = g.district and o.org_id = g.org_id
where g.open and g.grade <> '不予评级' and g.valid_until < (select today from build) and coalesce(:district, '') in ('', g.district)
order by g.valid_until, g.org_id
