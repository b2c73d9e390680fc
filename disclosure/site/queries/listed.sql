create temp table listed as
select district, org_id, name, type, status, grade, size, field, street, community, registered_on, open, lists, sample from bodies_listed;
create index temp.listed_all on listed (sample, district, name, org_id);
create index temp.listed_here on listed (district, sample, name, org_id);
create index temp.listed_at on listed (district, street, community);
create index temp.listed_of on listed (org_id, district);
create temp table needs as
select n.district, n.org_id, n.need, n.because, n.word,
  iif(n.because = '受资助的项目', (
    select g.grant_id from grants g
    where g.district = n.district and g.org_id = n.org_id and g.project = n.word and g.service_field = n.need and g.decision = '资助'
      and g.sample <= l.sample
    order by g.round desc, g.grant_id limit 1
  ), null) as grant_id, row_number() over (
    partition by n.district, n.need order by l.street is null, l.street, l.sample, l.community, l.name, l.org_id
  ) as position
from bodies_by_need n
join listed l on l.org_id = n.org_id and l.district = n.district and l.open is not 0;
create index temp.needs_of on needs (org_id);
create index temp.needs_here on needs (district, need, position);
