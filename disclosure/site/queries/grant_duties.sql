select o.*, json_extract(key, '$.grant_id') as grant_id, json_extract(key, '$.programme') as programme,
  json_extract(key, '$.round') as round
from obligations o
where coalesce(json_extract(key, '$.grant_id'), json_extract(key, '$.programme')) is not null
order by due_on, obligation, key
