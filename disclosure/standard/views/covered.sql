-- title: 每个区每种记录报全到哪一天
-- title_en: Up to which day a district says that a kind of record is complete, and since when
-- download: yes
-- note: One row per district, table, kind and organisation type (empty: all): the unbroken window that ends last. Absence is
--   a fact up to until_on, not up to today. A row for one kind or type counts what is declared of all of them, too.
with recursive declared as (
  select district, table_name, coalesce(kind, '') as kind, coalesce(org_type, '') as org_type, from_on, until_on, sample
  from coverage
),
asked as (
  select distinct k.district, k.table_name, k.kind, t.org_type, k.sample
  from (select district, table_name, kind, sample from declared union select district, table_name, '', sample from declared) k
  join (select district, table_name, org_type, sample from declared union select district, table_name, '', sample from declared) t
    on t.district = k.district and t.table_name = k.table_name and t.sample = k.sample
),
spans as (
  select a.*, d.from_on, d.until_on
  from asked a
  join declared d on d.district = a.district and d.table_name = a.table_name and d.sample = a.sample
    and d.kind in ('', a.kind) and d.org_type in ('', a.org_type)
),
chain as (
  select * from spans
  union
  select s.district, s.table_name, s.kind, s.org_type, s.sample, chain.from_on, s.until_on
  from chain
  join spans s on s.district = chain.district and s.table_name = chain.table_name and s.kind = chain.kind
    and s.org_type = chain.org_type and s.sample = chain.sample
    and s.until_on > chain.until_on and s.from_on <= date(chain.until_on, '+1 day')
),
longest as (
  select *, row_number() over (
    partition by district, table_name, kind, org_type, sample order by until_on desc, from_on
  ) as nth
  from chain
)
select district, table_name, kind, org_type, from_on, until_on, sample
from longest
where nth = 1
