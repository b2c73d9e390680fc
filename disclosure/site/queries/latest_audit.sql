select a.*
from audit_opinions a
join organisations o on o.district = a.district and o.org_id = a.org_id and a.sample <= o.sample
where a.district = :district and a.org_id = :org_id and a.kind = '年度审计'
order by a.period_end desc, a.report_date desc, a.audit_id
limit 1
