select n.district, n.need, sum(not l.sample) as "real", sum(l.sample) as samples
from needed n
join listed l on l.district = n.district and l.org_id = n.org_id and l.open is not 0
group by n.district, n.need
order by n.district, n.need
