-- title: 有社会组织服务中心（站、平台）的街道、镇、社区占多少
-- title_en: The share of the streets, towns or communities with a service centre for social organisations
-- note: measured_service_centres/places. Where none was filed there may be one: at least so many.
select a.district, a.plan, a.indicator, a.dimension, a.due_year, a.measured_by, p.as_of,
  round(count(p.service_centre) * 100.0 / count(*), 2) as value, null as value_max,
  iif(count(p.service_centre) < count(*), '以上', null) as qualifier, '%' as unit, a.sample
from measured_asked a
join measured_places p on p.district = a.district and p.sample = a.sample and p.as_of = a.as_of and p.place_group = a.what
where a.view = 'measured_service_centres'
group by a.district, a.plan, a.indicator, a.dimension, a.due_year
having count(p.service_centre) > 0
