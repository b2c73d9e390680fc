select r.rule, r.version, u.title, u.title_en, r.status, r.table_name, r.key, r.period, r.detail, coalesce(r.basis, u.basis) as basis,
  u.innocent, u.severity, r.sample
from {judged} r
join rules u on u.rule = r.rule and u.version = r.version
where r.org_id = :org_id and r.district = :district
order by u.severity = 'info', r.rule, r.period, r.key
