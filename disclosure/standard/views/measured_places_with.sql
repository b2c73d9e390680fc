-- title: 有某一种社会组织的街道、镇、社区占多少
-- title_en: The share of the streets, towns or communities that have an organisation of a kind
-- note: measured_places_with/kind/places (镇街, 街道, 镇乡, 社区, 城市社区, 农村社区). See measured_presence.
select a.district, a.plan, a.indicator, a.dimension, a.due_year, a.measured_by, p.as_of,
  round(sum(p.sure > 0) * 100.0 / count(*), 2) as value,
  iif(sum(p.possible > 0) > sum(p.sure > 0), round(sum(p.possible > 0) * 100.0 / count(*), 2), null) as value_max,
  null as qualifier, '%' as unit, a.sample
from measured_asked a
join measured_presence p on p.district = a.district and p.sample = a.sample and p.as_of = a.register_on
  and a.what = p.kind || '/' || p.place_group
where a.view = 'measured_places_with'
group by a.district, a.plan, a.indicator, a.dimension, a.due_year
