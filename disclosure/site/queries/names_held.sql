-- Which names hold posts today, a row for each organisation, with in how many they do.
with posts as (
  select district, org_id, name, group_concat(post, '、') as posts, min(sure) as sure, sample
  from (select distinct district, org_id, name, post, sure, sample from office_holders order by post)
  group by district, org_id, name, sample
),
counted as (
  select name, sample, count(distinct org_id) as bodies from posts group by name, sample
)
select p.district, p.name, c.bodies, p.org_id, o.name as organisation, p.posts, p.sure,
  '/organisations/' || o.org_id || '/' as permalink, p.sample
from posts p
join counted c on c.name = p.name and c.sample = p.sample
join organisations o on o.district = p.district and o.org_id = p.org_id
order by c.bodies desc, p.name, p.district, p.org_id
