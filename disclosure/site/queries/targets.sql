select t.*, s.value as actual, s.as_of as actual_as_of
from targets t
left join statistics s on s.district = t.district and s.indicator = coalesce(t.measured_by, t.indicator)
 and s.dimension = t.dimension and s.unit = t.unit
 and s.as_of = (select max(x.as_of) from statistics x where x.district = s.district and x.indicator = s.indicator
                and x.dimension = s.dimension)
where t.district = :district
order by t.rowid
