-- title: 示例区某个社区的台账：哪些组织、办了哪些活动？
-- title_en: The ledger of a community of the demo district: which bodies, which activities?
-- description: 一行一次活动。没有列出的活动，只说明没有报。
-- description_en: A row per activity. What is not listed was not filed; it may have been held.
-- group: other
-- parameters: community = 社区，例如 湖西社区 / Community; since = 从哪一天起（日期） / Since which day
-- columns: organisation = 社会组织 / Organisation; organisation_permalink = 组织的页面 / Page of the organisation
select e.community, e.org_id, o.name as organisation, '/organisations/' || e.org_id || '/' as organisation_permalink, e.held_on, e.title,
  e.kind, e.participants, e.major, e.reported_on, e.state, e.sample
from demo_entries e
left join organisations o on o.district = e.district and o.org_id = e.org_id
where coalesce(:community, '') in ('', e.community) and e.held_on >= coalesce(nullif(:since, ''), e.held_on)
order by e.sample, e.community, e.held_on
