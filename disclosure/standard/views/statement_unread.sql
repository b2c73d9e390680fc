-- title: 平台还读不懂的报表：每一栏一行；每份年度财务一行
-- title_en: What the register cannot read yet: a row per column of a statement, and per yearly finances
-- note: The rows and items of the system of 2024 are not known.
with filed as (
  select district, 'finance_lines' as table_name, org_id, year, statement, sample,
    json_object('org_id', org_id, 'year', year, 'statement', statement, 'line', min(line), 'amount_column', amount_column) as key
  from finance_lines
  group by district, org_id, year, statement, amount_column, sample
  union all
  select district, 'finances', org_id, year, '年度财务', sample, json_object('org_id', org_id, 'year', year)
  from finances
)
select
  district,
  table_name,
  key,
  org_id,
  cast(year as text) as period,
  statement,
  '2024年制度的报表行次和项目尚未收录（待核实）' as unknown,
  sample
from filed
