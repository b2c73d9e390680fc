select a.*
from grants g
join audits a on a.district = g.district and a.sample <= g.sample and (
  a.grant_id = g.grant_id or a.kind = '公益创投审计' and a.programme = g.programme and a.round = g.round
)
where g.district = :district and g.grant_id = :grant_id
order by a.report_date, a.audit_id
