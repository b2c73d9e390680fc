select l.district, l.org_id, l.name, l.type, l.status, l.grade, l.field, l.street, l.community, l.open, l.lists, l.sample,
  o.address, o.office_phone, o.purpose, o.scope, o.service_promise_url, n.because, n.word
from needs n
join listed l on l.district = n.district and l.org_id = n.org_id and l.open is not 0
join organisations o on o.district = l.district and o.org_id = l.org_id
where n.district = :district and n.need = :need
order by l.street is null, l.street, l.sample, l.community, l.name, l.org_id
limit :limit offset :offset
