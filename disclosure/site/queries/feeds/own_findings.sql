select h.{org_id} as org_id,
  json_array('findings', f.district, f.submission, h.{org_id}, f.table_name) as id,
  coalesce(date(s.created, '+8 hours'), '') as updated, coalesce(date(s.created, '+8 hours'), '') as published,
  '核对提到：' || coalesce(s.title, f.submission) as title, s.publisher as author,
  '核对' as category, json_array('submissions', f.district, f.submission) as page, f.code as anchor, s.sample,
  count(*) || ' 处：' || group_concat(distinct f.message) as summary
from findings as f
join {history} as h
  on h.district = f.district and h.submission = f.submission and h.source_file = f.file and h.source_row = f."row"
join submissions as s on s.district = f.district and s.submission = f.submission
where f.table_name = :table and h.{org_id} is not null
group by f.district, f.submission, h.{org_id}
