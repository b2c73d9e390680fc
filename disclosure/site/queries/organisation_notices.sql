select n.*
from notices n
where (n.district, n.notice_id, n.sample) in (
  select b.district, b.notice_id, b.sample
  from notice_bodies b
  join organisations o on o.org_id = b.org_id and o.sample = b.sample
  where b.org_id = :org_id and b.sure
)
order by n.published_on desc, n.district, n.notice_id
