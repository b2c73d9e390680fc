-- The grants of the 360Giving file: funded, to a body with a code, decided on a day, for an amount that is known.
select g.district, g.grant_id, g.project, g.summary, g.programme, g.round, g.org_id, coalesce(o.name, g.org_name) as name,
  g.requested, g.awarded, g.decided_on, g.start_on, g.end_on, g.street, g.place, g.service_field, g.sample,
  d.authority, s.created,
  (select sum(p.amount) from grant_payments p
    where p.district = g.district and p.grant_id = g.grant_id and p.paid_on is not null and p.sample = g.sample) as paid
from grants g
join districts d on d.district = g.district
join submissions s on s.district = g.district and s.submission = g.submission
left join organisations o on o.org_id = g.org_id
where g.decision = '资助' and g.awarded > 0 and g.decided_on is not null and g.org_id is not null
  and coalesce(o.name, g.org_name) is not null and g.sample = :sample
order by g.district, g.grant_id
