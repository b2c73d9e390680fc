select * from finances where district = :district and org_id = :org_id order by year desc limit 1
