-- code: FIN-26
-- title: 报表的小计、净额等于各行之和
-- title_en: Subtotals and net flows of a statement are the sums of their lines
-- severity: warning
-- effect: publish
-- basis: 《民间非营利组织会计制度》（财会〔2004〕7号）资产负债表、现金流量表（行次据公开的表样，待核实）
-- scope: 每个组织每个年度的资产负债表和现金流量表，每一栏的每一个小计、净额和净增加额
-- applies_until: 2025-12-31
-- explanation: 报表里的一个小计，不等于组成它的各行之和（现金流量表：三项净额加汇率影响等于净增加额）。
-- innocent: 只公布了一部分行，或者录入时抄错一个数；请对照盖章的报表。
with parts(statement, total, part, sign) as (
  values
    ('资产负债表', 20, 1, 1),
    ('资产负债表', 20, 2, 1),
    ('资产负债表', 20, 3, 1),
    ('资产负债表', 20, 4, 1),
    ('资产负债表', 20, 8, 1),
    ('资产负债表', 20, 9, 1),
    ('资产负债表', 20, 15, 1),
    ('资产负债表', 20, 18, 1),
    ('资产负债表', 30, 21, 1),
    ('资产负债表', 30, 24, 1),
    ('资产负债表', 40, 33, 1),
    ('资产负债表', 40, 34, 1),
    ('资产负债表', 40, 35, 1),
    ('资产负债表', 40, 38, 1),
    ('资产负债表', 80, 61, 1),
    ('资产负债表', 80, 62, 1),
    ('资产负债表', 80, 63, 1),
    ('资产负债表', 80, 65, 1),
    ('资产负债表', 80, 66, 1),
    ('资产负债表', 80, 71, 1),
    ('资产负债表', 80, 72, 1),
    ('资产负债表', 80, 74, 1),
    ('资产负债表', 80, 78, 1),
    ('资产负债表', 90, 81, 1),
    ('资产负债表', 90, 84, 1),
    ('资产负债表', 90, 88, 1),
    ('资产负债表', 110, 101, 1),
    ('资产负债表', 110, 105, 1),
    ('现金流量表', 13, 1, 1),
    ('现金流量表', 13, 2, 1),
    ('现金流量表', 13, 3, 1),
    ('现金流量表', 13, 4, 1),
    ('现金流量表', 13, 5, 1),
    ('现金流量表', 13, 8, 1),
    ('现金流量表', 23, 14, 1),
    ('现金流量表', 23, 15, 1),
    ('现金流量表', 23, 16, 1),
    ('现金流量表', 23, 19, 1),
    ('现金流量表', 24, 13, 1),
    ('现金流量表', 24, 23, -1),
    ('现金流量表', 34, 25, 1),
    ('现金流量表', 34, 26, 1),
    ('现金流量表', 34, 27, 1),
    ('现金流量表', 34, 30, 1),
    ('现金流量表', 43, 35, 1),
    ('现金流量表', 43, 36, 1),
    ('现金流量表', 43, 39, 1),
    ('现金流量表', 44, 34, 1),
    ('现金流量表', 44, 43, -1),
    ('现金流量表', 50, 45, 1),
    ('现金流量表', 50, 48, 1),
    ('现金流量表', 58, 51, 1),
    ('现金流量表', 58, 52, 1),
    ('现金流量表', 58, 55, 1),
    ('现金流量表', 59, 50, 1),
    ('现金流量表', 59, 58, -1),
    ('现金流量表', 61, 24, 1),
    ('现金流量表', 61, 44, 1),
    ('现金流量表', 61, 59, 1),
    ('现金流量表', 61, 60, 1)
),
sums as (
  select t.district, t.org_id, t.year, t.statement, t.line, t.amount_column, t.amount, sum(l.amount * p.sign) as parts
  from finance_lines t
  join parts p on p.statement = t.statement and p.total = t.line
  left join finance_lines l on l.district = t.district and l.org_id = t.org_id and l.year = t.year
    and l.statement = t.statement and l.line = p.part and l.amount_column = t.amount_column
  group by t.district, t.org_id, t.year, t.statement, t.line, t.amount_column
)
select
  district,
  'finance_lines' as table_name,
  json_object('org_id', org_id, 'year', year, 'statement', statement, 'line', line, 'amount_column', amount_column) as key,
  org_id,
  cast(year as text) as period,
  case
    when parts is null then '不适用'
    when round(abs(amount - parts) * 100) <= round(cast(coalesce(nullif(:tolerance, ''), 0.01) as real) * 100) then '符合'
    else '不符合'
  end as status,
  iif(parts is null, '没有填写组成它的行', printf('第 %d 行 %.2f，各行计算得 %.2f（%s）', line, amount, parts, amount_column)) as detail
from sums
