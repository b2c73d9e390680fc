-- title: 镇海的行业协会商会政社分开做到哪一步？
-- title_en: How far do Zhenhai's trade associations stand apart from government?
-- description: 每个协会每年年底十项里做到几项，哪些没有做到。
-- description_en: How many of ten items each association has done by the end of each year, and which it has not.
-- group: trust
-- parameters: year = 年份（年份） / Year
-- columns: organisation_permalink = 组织的页面 / Page of the organisation; organisation = 社会组织 / Organisation
select s.org_id, o.name as organisation, '/organisations/' || s.org_id || '/' as organisation_permalink, s.year, s.done, s.open_items,
  s.unsure_items, s.state, s.sample
from zhenhai_separations s
left join organisations o on o.district = s.district and o.org_id = s.org_id
where coalesce(:year, '') = '' or s.year = cast(:year as integer)
order by s.sample, s.org_id, s.year
