select district, org_id, organisation, name, posts, sure, bodies, permalink, sample
from names_held
where name = :name and sample = :sample and org_id <> :org_id
order by district <> :district, district, org_id
limit 10
