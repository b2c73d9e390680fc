-- title: 某个组织的诚信档案里有什么？
-- title_en: What is in the honesty file of one body?
-- description: 一行一条记录，写明从哪里来。公示期已过的不列。
-- description_en: A row per entry, with where it comes from. Entries past their publication are not listed.
-- group: trust
-- parameters: org_id = 统一社会信用代码或者备案编号 / Code of the organisation
-- columns: organisation_permalink = 组织的页面 / Page of the organisation
select e.org_id, o.name as organisation, '/organisations/' || e.org_id || '/' as organisation_permalink, e.aspect, e.entry, e.level, e.day,
  e.ground, e.authority, e.origin, e.state, e.sample
from haishu_honesty_entries e
join organisations o on o.district = e.district and o.org_id = e.org_id
where coalesce(:org_id, '') in ('', e.org_id)
order by e.sample, e.org_id, e.day desc
