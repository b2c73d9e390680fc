-- title: 每个街道、镇、社区有几个某一种社会组织：最少的那个有几个
-- title_en: How many organisations of a kind the street, town or community with the fewest has
-- note: measured_least_of_places/kind/places. See measured_presence.
select a.district, a.plan, a.indicator, a.dimension, a.due_year, a.measured_by, p.as_of, min(p.sure) as value,
  iif(min(p.possible) > min(p.sure), min(p.possible), null) as value_max, null as qualifier, '个' as unit, a.sample
from measured_asked a
join measured_presence p on p.district = a.district and p.sample = a.sample and p.as_of = a.register_on
  and a.what = p.kind || '/' || p.place_group
where a.view = 'measured_least_of_places'
group by a.district, a.plan, a.indicator, a.dimension, a.due_year
