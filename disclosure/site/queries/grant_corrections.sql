select *
from corrections
where district = :district and json_extract(key, '$.grant_id') = :grant_id
order by rowid desc
