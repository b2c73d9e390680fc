-- title: 哪些组织、人员、公示、资助和政策里有这些字？
-- title_en: Which organisations, people, notices, grants and policies hold these words?
-- description: 一次找遍各类，一行一个结果，最像的在前：名称就是这几个字的，以它开头的，含有它的，曾用名或编号里有的，别处有的，最后是近义词找到的；同样像的，真实的在示例之前。加引号只找原词。超过五千行时 JSON 和网页只有前五千行（truncated 为真），CSV 是全部。
-- description_en: One line a result, the likest first: the whole title, its beginning, in it, a former name or number, elsewhere, in
--   other words; of those found alike real rows before samples. Words in quotes are looked for as they are. Of more than 5,000 rows
--   JSON and page have the first (truncated is true), CSV has all.
-- group: other
-- parameters: q = 要找的字词（字词） / Words; kind = 只找一类（可找的表） / One kind only;
--   district = 区（区） / District
-- columns: kind = 哪一类 / Kind; table_name = 表 / Table; code = 编号 / Code; title = 名称 / Title; beside = 其他 / Beside;
--   field = 在哪一列找到 / Column; field_title = 在哪一项找到 / Found in; snippet = 找到的文字 / Text; word = 找到的词 / Word found;
--   rank = 第几等像（1最像） / Rank (1 is the likest); organisation = 组织名称 / Organisation;
--   also_sought = 也找了这些词 / Also looked for
with ranks (rank) as (values (1), (2), (3), (4), (5), (6)),
samples (sample) as (values (0), (1)),
told as (
  select ranks.rank, k.title as kind, k.table_name,
    (select t.told from search_fts_texts t where t.table_name = k.table_name and t.row = r.row) as row
  from ranks
  cross join samples
  cross join search_fts_kinds k -- the real rows of each kind, then the samples of each
  cross join search_fts f
  cross join search_fts_rows r on r.id = f.rowid
  where coalesce(:kind, '') in ('', k.table_name, k.title)
    and f.search_fts match search_for(:q, ranks.rank)
    and f.rowid between iif(samples.sample, k.real + 1, k.first) and iif(samples.sample, k.last, k.real)
),
found as (
  select rank, kind, table_name, json_extract(row, '$.code') as code, json_extract(row, '$.title') as title,
    (select group_concat(value, ' · ') from json_each(json_extract(row, '$.beside'))) as beside, json_extract(row, '$.fields') as fields,
    json_extract(row, '$.district') as district, json_extract(row, '$.sample') as sample,
    json_extract(row, '$.key') as key, json_extract(row, '$.org_id') as org_id
  from told
  where coalesce(:district, '') in ('', json_extract(row, '$.district'))
)
select f.kind, f.table_name, f.code, f.title, f.beside, search_why(:q, f.fields, 'field') as field, (
    select c.title from dictionary_columns c
    where c.table_name = iif(search_why(:q, f.fields, 'field') = 'need', 'bodies_by_need', f.table_name)
      and c.column_name = search_why(:q, f.fields, 'field')
  ) as field_title, search_why(:q, f.fields, 'snippet') as snippet, search_why(:q, f.fields, 'word') as word, f.rank,
  f.district, f.sample, search_page(f.table_name, f.key) as permalink, f.org_id, (
    select o.name from organisations o where o.org_id = f.org_id
  ) as organisation,
  (
    select '/organisations/' || o.org_id || '/' from organisations o where o.org_id = f.org_id
  ) as organisation_permalink, search_also(:q) as also_sought
from found f
