-- Which listed bodies that exist, or may, serve which need, and their places among all of a district that do.
-- The grants of a body, by its code or its name, are few, those of a field many: the + keeps SQLite from the latter.
select n.district, n.org_id, n.need, n.because, n.word,
  iif(n.because = '受资助的项目', (
    select g.grant_id
    from (
      select c.grant_id from grants c where c.district = n.district and c.org_id = n.org_id
      union all
      select b.grant_id
      from grant_candidates c
      join grant_bodies b on b.district = c.district and b.grant_id = c.grant_id and b.org_id = c.org_id
      where c.district = n.district and c.org_id = n.org_id
    ) f
    join grants g on g.district = n.district and g.grant_id = f.grant_id
    where g.project = n.word and +g.service_field = n.need and +g.decision = '资助' and g.sample <= l.sample
    order by g.round desc, g.grant_id limit 1
  ), null) as grant_id, row_number() over (
    partition by n.district, n.need order by l.street is null, l.street, l.sample, l.community, l.name, l.org_id
  ) as position
from bodies_by_need n
join listed l on l.org_id = n.org_id and l.district = n.district and l.open is not 0
