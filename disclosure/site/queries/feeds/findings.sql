select json_array('findings', f.district, f.submission) as id,
  coalesce(date(s.created, '+8 hours'), '') as updated, coalesce(date(s.created, '+8 hours'), '') as published,
  iif(s.accepted, '采用', '未采用') || '：' || coalesce(s.title, f.submission) as title, s.publisher as author, '核对' as category,
  json_array('submissions', f.district, f.submission) as page, null as anchor, s.sample,
  printf(
    '错误 %d 处，提醒 %d 处，说明 %d 处',
    sum(severity = 'error'), sum(severity = 'warning'), sum(severity = 'info')
  ) as summary
from findings as f join submissions as s using (district, submission)
where :district is null or f.district = :district
group by f.district, f.submission
order by datetime(s.created) desc, f.district, f.submission
limit :most
