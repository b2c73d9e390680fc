-- title: 台账里的每一次活动
-- title_en: Each activity in the ledger
-- note: Of bodies that a street has filed. state of a major activity is that of the duty to report it beforehand.
-- columns: street = 街道（镇） / Street or town; community = 社区（村） / Community; title = 活动 / Activity;
--   state = 重大活动申报 / Report of a major activity
-- filed: kind, place
with told as materialized (
  select district, cast(json_extract(key, '$.activity_id') as text) as activity_id, status, detail  -- as text it is found by an index
  from obligations
  where obligation = 'major-activity'
)
select a.district, o.street, o.community, a.org_id, a.held_on, a.title, a.kind, a.place, a.participants, a.major, a.reported_on,
  iif(a.major = 0, null, d.status) as state, d.detail, a.activity_id, max(a.sample, o.sample) as sample
from activities a
join organisations o on o.district = a.district and o.org_id = a.org_id and o.registration = '备案'
left join told d on d.district = a.district and d.activity_id = a.activity_id
where a.district = 'demo'
