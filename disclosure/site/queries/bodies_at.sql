-- The bodies of a street, of a community of it, or of a need, with what a person who looks for help asks.
select l.district, l.org_id, l.name, l.type, l.status, l.grade, l.field, l.street, l.community, l.open, l.lists, l.sample,
  o.address, o.office_phone, o.purpose, o.scope, o.service_promise_url
from listed l
join organisations o on o.district = l.district and o.org_id = l.org_id
where l.district = :district and l.street is :street and (:community is null or l.community = :community)
order by l.open is 0, l.sample, l.name, l.org_id
