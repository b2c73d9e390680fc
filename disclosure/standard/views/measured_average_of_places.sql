-- title: 平均每个街道、镇、社区有几个某一种社会组织
-- title_en: How many organisations of a kind a street, town or community has on average
-- note: measured_average_of_places/kind/places. Bodies of which it was not filed by the day where they are make the figure a range.
select a.district, a.plan, a.indicator, a.dimension, a.due_year, a.measured_by, p.as_of, round(avg(p.sure), 2) as value,
  iif(avg(p.evenly) > avg(p.sure), round(avg(p.evenly), 2), null) as value_max, null as qualifier, '个' as unit, a.sample
from measured_asked a
join measured_presence p on p.district = a.district and p.sample = a.sample and p.as_of = a.register_on
  and a.what = p.kind || '/' || p.place_group
where a.view = 'measured_average_of_places'
group by a.district, a.plan, a.indicator, a.dimension, a.due_year
