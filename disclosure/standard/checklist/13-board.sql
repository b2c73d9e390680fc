-- code: board
-- title: 现任负责人可以看到吗，在任期内吗？
-- title_en: Can its present leaders be seen, and are they within their term?
-- why: 任期届满不换届，是内部治理最常见的问题。
-- why_en: Not electing a new board at the end of a term is the most common problem of governance.
select
  district,
  org_id,
  within as holds,
  iif(within is null, unknown, null) as unknown,
  said as evidence,
  'people' as table_name,
  json_object('org_id', org_id) as key,
  ends_now as valid_until,
  sample
from leaders_terms
