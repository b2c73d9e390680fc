select s.*, t.received as received_so_far, t.spent as spent_so_far
from grant_spending s
join grant_spent t on t.district = s.district and t.grant_id = s.grant_id and t.year = s.year and t.quarter = s.quarter
where s.district = :district and s.grant_id = :grant_id
order by s.year, s.quarter
