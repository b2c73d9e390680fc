-- title: 只写了名称的项目可能是哪些组织的
-- title_en: Which bodies a grant that names its body without a code may be of
-- note: A row per own organisation of the district whose present or a former name is the filed name, spaces and the width of brackets
--   apart; one row without org_id where none fits. name: the filed name without spaces, its brackets narrow.
with written(district, id, own, names, sample) as (
  select district, org_id, 1, '[' || json_quote(name) || ',' || replace(
      json_quote(replace(replace(replace(coalesce(former_names, ''), '；', '、'), '，', '、'), ';', '、')), '、', '","'
    ) || ']', sample
  from organisations
  union all
  select district, grant_id, 0, json_array(org_name), sample from grants where org_id is null
),
named as (
  select w.district, w.id, w.own, w.sample,
    replace(replace(replace(replace(n.value, ' ', ''), '　', ''), '（', '('), '）', ')') as name
  from written w, json_each(w.names) n
)
select distinct f.district, f.id as grant_id, o.id as org_id, f.name, f.sample
from named f
left join named o on o.district = f.district and o.own and o.name = f.name and o.sample <= f.sample
where not f.own
