-- title: 每次重大活动：哪天办、哪天申报、应在哪天以前
-- title_en: Each major activity: when it was held, reported, and due to be reported
-- columns: title = 活动 / Activity; due_on = 应在这天以前申报 / Due by; ahead = 提前（天） / Days ahead; state = 情况 / State;
--   detail = 说明 / Note; basis = 依据 / Basis
-- filed: title, place
select a.district, a.org_id, a.held_on, a.title, a.place, a.participants, a.reported_on, d.due_on,
  cast(julianday(a.held_on) - julianday(a.reported_on) as integer) as ahead, d.status as state, d.detail, d.basis, a.sample
from activities a
left join obligations d on d.district = a.district and d.obligation = 'major-activity'
  and json_extract(d.key, '$.activity_id') = a.activity_id
where a.district = 'demo' and a.major
