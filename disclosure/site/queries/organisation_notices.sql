select n.*
from notices n
where (n.district, n.notice_id) in (select i.district, i.notice_id from notice_items i where i.org_id = :org_id)
order by n.published_on desc, n.district, n.notice_id
