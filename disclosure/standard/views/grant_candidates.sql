-- title: 只写了名称的项目可能是哪些组织的
-- title_en: Which bodies a grant that names its body without a code may be of
-- note: A row per own organisation of the district whose present or a former name is the filed name, spaces and the width of brackets
--   apart; one row without org_id where none fits. name: the filed name without spaces, its brackets narrow.
with filed as (
  select district, grant_id, sample,
    replace(replace(replace(replace(org_name, ' ', ''), '　', ''), '（', '('), '）', ')') as name
  from grants
  where org_id is null
)
select f.district, f.grant_id, o.org_id, f.name, f.sample
from filed f
left join body_names o on o.district = f.district and o.name = f.name and o.sample <= f.sample
