select s.*, iif(d.difference <> 0, d.parts, null) as sum
from statistics s
left join statistics_sums d on d.district = s.district and d.indicator = s.indicator and d.as_of = s.as_of
  and d.dimension = s.dimension and d.source = s.source
where s.district = :district
order by s.indicator, s.dimension, s.as_of, s.source
