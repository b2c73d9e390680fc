-- code: FIN-27
-- title: 资产负债表的小计等于各行之和
-- title_en: Subtotals of the balance sheet are the sums of their lines
-- severity: warning
-- effect: publish
-- basis: 《民间非营利组织会计制度》（财会〔2004〕7号）资产负债表（行次据公开的表样，待核实）
-- scope: 每个组织每个年度的资产负债表，每一个小计和每一栏
-- applies_until: 2025-12-31
-- explanation: 资产负债表的一个小计，不等于组成它的各行之和。
-- innocent: 只公布了一部分行，或者录入时抄错一个数；请对照盖章的报表。
with parts(total, part, sign) as (
  values
    (20, 1, 1),
    (20, 2, 1),
    (20, 3, 1),
    (20, 4, 1),
    (20, 8, 1),
    (20, 9, 1),
    (20, 15, 1),
    (20, 18, 1),
    (30, 21, 1),
    (30, 24, 1),
    (40, 33, 1),
    (40, 34, 1),
    (40, 35, 1),
    (40, 38, 1),
    (80, 61, 1),
    (80, 62, 1),
    (80, 63, 1),
    (80, 65, 1),
    (80, 66, 1),
    (80, 71, 1),
    (80, 72, 1),
    (80, 74, 1),
    (80, 78, 1),
    (90, 81, 1),
    (90, 84, 1),
    (90, 88, 1),
    (110, 101, 1),
    (110, 105, 1)
),
sums as (
  select t.district, t.org_id, t.year, t.statement, t.line, t.amount_column, t.amount, sum(l.amount * p.sign) as parts
  from finance_lines t
  join parts p on p.total = t.line
  left join finance_lines l on l.district = t.district and l.org_id = t.org_id and l.year = t.year
    and l.statement = t.statement and l.line = p.part and l.amount_column = t.amount_column
  where t.statement = '资产负债表'
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
