-- title: 每个街道、镇、社区有几个某一种社会组织：从最少的一个到平均数
-- title_en: How many organisations of a kind each street, town or community has: from the fewest to the average
-- note: measured_each_place/kind/places, where a document says neither “on average” nor “at least”: reached if the fewest reach
--   it, not reached if the average does not; between the two nothing can be said.
select a.district, a.plan, a.indicator, a.dimension, a.due_year, a.measured_by, p.as_of, min(p.sure) as value,
  round(avg(p.evenly), 2) as value_max, null as qualifier, '个' as unit, a.sample
from measured_asked a
join measured_presence p on p.district = a.district and p.sample = a.sample and p.as_of = a.register_on
  and a.what = p.kind || '/' || p.place_group
where a.view = 'measured_each_place'
group by a.district, a.plan, a.indicator, a.dimension, a.due_year
