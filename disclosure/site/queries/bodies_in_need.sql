select l.district, l.org_id, l.name, l.type, l.status, l.grade, l.field, l.street, l.community, l.open, l.lists, l.sample,
  o.address, o.office_phone, o.purpose, o.scope, o.service_promise_url, n.because, n.word,
  n.grant_id, g.status as project_status, g.start_on as project_start, coalesce(g.completed_on, g.end_on) as project_end,
  g.status in ('已完成', '已终止') as project_over
from needed n
join listed l on l.org_id = n.org_id and l.district = n.district
join organisations o on o.district = l.district and o.org_id = l.org_id
left join grants g on g.district = n.district and g.grant_id = n.grant_id
where n.district = :district and n.need = :need and n.position > :offset
order by n.position
limit :limit
