-- title: 每个组织现在和以前的名称
-- title_en: The present and former names of each body
-- note: A row per name, spaces left out and brackets narrow, so that one name is written in one way. former_names holds several, apart by
--   、 ； or ，.
with written as (
  select district, org_id, sample,
    json_quote(name) as name,
    json_quote(replace(replace(replace(coalesce(former_names, ''), '；', '、'), '，', '、'), ';', '、')) as former
  from organisations
),
named as (
  select w.district, w.org_id, w.sample,
    replace(replace(replace(replace(n.value, ' ', ''), '　', ''), '（', '('), '）', ')') as name
  from written w, json_each('[' || w.name || ',' || replace(w.former, '、', '","') || ']') n
)
select distinct district, org_id, name, sample
from named
where name <> ''
