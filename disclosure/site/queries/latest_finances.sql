select f.*
from finances f
join organisations o on o.district = f.district and o.org_id = f.org_id and f.sample <= o.sample
where f.district = :district and f.org_id = :org_id
order by f.year desc
limit 1
