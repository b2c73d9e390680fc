select r.rule, r.version, r.period, r.key, r.detail, r.basis, u.title, u.innocent, u.severity
from rule_results r
join rules u on u.rule = r.rule and u.version = r.version
where r.org_id = :org_id and r.status = '不符合' and r.district = :district
order by u.severity = 'info', r.rule, r.period
