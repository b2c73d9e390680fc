with found as (
  select a.rowid as audit
  from grants g
  join audits a on a.grant_id = g.grant_id and a.district = g.district and a.sample <= g.sample
  where g.district = :district and g.grant_id = :grant_id
  union
  select a.rowid
  from grants g
  join audits a on a.kind = '公益创投审计' and a.programme = g.programme and a.round = g.round and a.district = g.district
    and a.sample <= g.sample
  where g.district = :district and g.grant_id = :grant_id and g.decision = '资助'
)
select a.*
from found f
join audits a on a.rowid = f.audit
order by a.report_date, a.audit_id
