select kind, listed_on, ground, sample
from credit_lists
where state = '在名单上' and district = :district and org_id = :org_id
order by listed_on desc, event_id
