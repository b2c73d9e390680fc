with chosen as (
  select rowid as number from corrections where :org_id is null and (:district is null or district = :district)
  union all
  select rowid from corrections where org_id = :org_id
), rows as (
  select c.district, c.submission, c.table_name, c.key, c.org_id, c.submitted_on, c.sample, min(c.number) as first,
    group_concat(distinct c.kind) as kinds, max(c.reason) as reason,
    group_concat(
      coalesce(d.title || '：' || coalesce(c.old, '（空）') || ' → ' || coalesce(c.new, '（空）'), '整行撤回'), '；'
    ) as changes
  from (select corrections.rowid as number, * from corrections where rowid in (select number from chosen) order by rowid) as c
  left join dictionary_columns as d using (table_name, column_name)
  group by c.district, c.submission, c.table_name, c.key
)
select json_array('correction', district, submission, table_name, key) as id, submitted_on as updated, submitted_on as published,
  replace(kinds, ',', '、') || '：' || coalesce(o.name, r.org_id, (select group_concat(value, ' ') from json_each(r.key)))
    || '（' || coalesce(t.title, table_name) || '）' as title,
  s.publisher as author, '更正' as category, changes || coalesce('。理由：' || r.reason, '') as summary,
  iif(o.org_id is null, json_array('submissions', r.district, r.submission), json_array('organisations', r.org_id)) as page,
  iif(o.org_id is null, null, 'corrections') as anchor, r.sample
from rows as r
left join (select org_id, name from organisations) as o using (org_id)
left join (select table_name, title from dictionary_tables) as t using (table_name)
left join (select district, submission, publisher from submissions) as s using (district, submission)
order by updated desc, first desc
limit :most
