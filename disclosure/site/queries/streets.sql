-- The streets of the districts and their communities in which bodies are filed; that of bodies without a community is null.
select l.district, l.street, l.community, sum(l.open is not 0 and not l.sample) as "real", sum(l.open is not 0 and l.sample) as samples,
  (
    select min(a.service_centre) from areas a
    where a.district = l.district and a.name = l.street and a.level not in ('区县', '社区', '村') and a.sample <= min(l.sample)
  ) as service_centre
from listed l
where l.street is not null
group by l.district, l.street, l.community
order by l.district, l.street, l.community is null, l.community
