-- title: 每个社区（村）的服务站和台账上的组织
-- title_en: Each community's station and the bodies in its ledger
-- columns: street = 街道（镇） / Street or town; community = 社区（村） / Community; station = 服务站 / Station;
--   bodies = 备案的组织（家） / Filed bodies; activities = 今年录入的活动（次） / Activities entered this year; last_on = 最近一次 / Latest
-- filed: station
with communities as (
  select c.*, s.name as street
  from areas c
  left join areas s on s.district = c.district and s.area_id = c.parent and s.sample <= c.sample
  where c.district = 'demo' and c.level in ('社区', '村')
),
held as (
  select l.district, l.street, l.community, l.org_id, count(a.activity_id) as activities, max(a.held_on) as last_on, l.sample
  from standing_today l
  left join activities a on a.district = l.district and a.org_id = l.org_id and substr(a.held_on, 1, 4) = substr(l.today, 1, 4)
    and a.held_on <= l.today and a.sample <= l.sample
  where l.registration = '备案' and l.open
  group by l.district, l.org_id
)
select c.district, c.street, c.name as community, c.service_centre as station, count(h.org_id) as bodies,
  coalesce(sum(h.activities), 0) as activities, max(h.last_on) as last_on, c.sample
from communities c
left join held h on h.district = c.district and h.community = c.name and h.street = c.street and h.sample = c.sample
group by c.district, c.area_id
