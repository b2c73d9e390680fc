-- title: 三级管理：每个街道（镇）的服务中心、社区服务站和组织
-- title_en: Three levels: each street's service centre, its communities' stations and bodies
-- note: Areas as filed, bodies that exist today; communities without a station filed may have one.
-- columns: street = 街道（镇） / Street or town; centre = 服务中心 / Service centre; communities = 社区和村（个） / Communities;
--   stations = 有服务站的（个） / With a station; filed = 备案的组织（家） / Filed bodies; registered = 登记的组织（家） / Registered bodies;
--   activities = 今年录入的活动（次） / Activities entered this year
-- filed: centre
with streets as (
  select * from areas where district = 'demo' and level in ('街道', '镇', '乡')
),
stations as (
  select district, parent, count(*) as communities, count(service_centre) as stations, sample
  from areas
  where level in ('社区', '村')
  group by district, parent, sample
),
held as (
  select a.district, o.street, count(*) as activities, max(a.sample, o.sample) as sample
  from activities a
  join organisations o on o.district = a.district and o.org_id = a.org_id
  join build b
  where substr(a.held_on, 1, 4) = substr(b.today, 1, 4) and a.held_on <= b.today
  group by a.district, o.street, max(a.sample, o.sample)
)
select s.district, s.name as street, s.service_centre as centre, coalesce(t.communities, 0) as communities,
  coalesce(t.stations, 0) as stations, coalesce(n.filed, 0) as filed, coalesce(n.registered, 0) as registered,
  coalesce(h.activities, 0) as activities, s.sample
from streets s
left join stations t on t.district = s.district and t.parent = s.area_id and t.sample = s.sample
left join bodies_by_street n on n.district = s.district and n.street = s.name and n.sample = s.sample
left join held h on h.district = s.district and h.street = s.name and h.sample = s.sample
