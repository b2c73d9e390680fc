select o.*, json_extract(o.key, '$.grant_id') as grant_id, json_extract(o.key, '$.programme') as programme,
  json_extract(o.key, '$.round') as round, d.title, d.title_en
from duty_cases o
left join duties d on d.obligation = o.obligation
where (:district is null or o.district = :district)
  and coalesce(json_extract(o.key, '$.grant_id'), json_extract(o.key, '$.programme')) is not null
order by o.due_on, o.obligation, o.key
