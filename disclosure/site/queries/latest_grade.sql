select * from evaluations where district = :district and org_id = :org_id order by announced_on desc limit 1
