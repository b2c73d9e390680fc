select r.district, json_extract(r.key, '$.grant_id') as grant_id, json_extract(r.key, '$.notice_id') as notice_id,
  r.rule, r.version, r.key, r.period, r.status, r.detail, coalesce(r.basis, u.basis) as basis, u.title, u.title_en,
  u.innocent, u.severity, r.sample
from (select * from rule_results union all select * from rule_waived) r
join rules u on u.rule = r.rule and u.version = r.version
where (:district is null or r.district = :district)
  and coalesce(json_extract(r.key, '$.grant_id'), json_extract(r.key, '$.notice_id')) is not null
order by r.status <> '不符合', r.rule, r.key
