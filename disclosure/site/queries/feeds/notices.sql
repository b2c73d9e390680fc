with chosen as (
  select district, notice_id, sample from notices where :org_id is null and (:district is null or district = :district)
  union
  select b.district, b.notice_id, b.sample
  from notice_bodies b
  join organisations o on o.org_id = b.org_id and o.sample = b.sample
  where b.org_id = :org_id and b.sure
)
select json_array('notice', district, notice_id) as id, title, max(published_on, submitted_on) as updated, published_on as published,
  publisher as author, '公示' as category, json_array('notices', district, notice_id) as page, null as anchor, sample,
  kind || '，' || publisher || '，' || start_on || ' 起' || coalesce('，截止 ' || end_on, '') as summary
from notices join chosen using (district, notice_id, sample)
order by updated desc, published_on desc, district, notice_id
limit :most
