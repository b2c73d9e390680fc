-- title: 推荐性目录里的组织，逐个条件与已公布的事实对照
-- title_en: Each body on a recommended list in force, held against what the register knows, condition by condition
-- note: The document names no conditions. These are questions the register answers of every body anyway (vocabulary zhenhai_condition:
--   term → question); the answers are as of today, so a list that has run out is not held against them.
-- columns: condition = 对照的条件 / Condition; answer = 回答 / Answer; evidence = 根据 / Evidence; position = 顺序 / Order
select l.district, l.list, l.year, l.org_id, c.term as condition, coalesce(k.answer, '未知') as answer,
  coalesce(k.evidence, '没有这个组织的回答') as evidence, l.valid_until,
  row_number() over (order by l.year desc, l.org_id, c.rowid) as position, l.sample
from zhenhai_listings l
join codelists c on c.codelist = 'zhenhai_condition'
left join checklist k on k.district = l.district and k.org_id = l.org_id and k.question = c.identifier
where l.in_force
