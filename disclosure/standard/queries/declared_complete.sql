-- title: 各区声明什么记录报全了，报全到哪一天？
-- title_en: Which records does each district declare complete, and up to which day?
-- description: 只有在声明的期间里，没有报才等于没有；别处没有报，什么也说明不了。留空的种类是所有种类。
-- description_en: Only inside these windows is an absence a fact; elsewhere silence says nothing. An empty kind means all kinds.
-- group: districts
-- parameters: district = 区（区） / District
-- columns: table_title = 表 / Table; kind = 种类 / Kind; org_type = 组织类型 / Type; from_on = 从 / From; until_on = 报全到 / Complete up to;
--   days_ago = 到现在（天） / Days ago
select c.district, coalesce(t.title, c.table_name) as table_title, c.kind, c.org_type, c.from_on, c.until_on,
  cast(julianday(b.today) - julianday(c.until_on) as integer) as days_ago, '/districts/' || c.district || '/' as permalink, c.sample
from covered c
join build b
left join dictionary_tables t on t.table_name = c.table_name
where coalesce(:district, '') in ('', c.district)
order by c.district, c.sample, c.until_on desc, table_title, c.kind, c.org_type
