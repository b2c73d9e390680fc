select * from audit_opinions where district = :district and org_id = :org_id order by period_end desc, report_date desc limit 1
