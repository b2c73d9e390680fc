-- title: 镇海推荐性目录里的组织，今天各个条件怎样？
-- title_en: How do the bodies on Zhenhai's recommended list stand today?
-- description: 目录还有效的每个组织，七个条件里是、否、未知各几个，否的附根据。
-- description_en: Of each body whose listing is in force: how many of seven conditions are met, not met, unknown, with grounds.
-- group: trust
-- columns: organisation_permalink = 组织的页面 / Page of the organisation; organisation = 社会组织 / Organisation
select b.list, b.year, b.org_id, o.name as organisation, '/organisations/' || b.org_id || '/' as organisation_permalink, b.yes, b.no,
  b.unknown, b.what_is_not, b.sample
from zhenhai_recommended_bodies b
left join organisations o on o.org_id = b.org_id
order by b.sample, b.list, b.year, b.no, b.org_id
