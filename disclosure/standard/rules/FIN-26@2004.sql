-- code: FIN-26
-- title: 现金流量表的小计、净额等于各行之和
-- title_en: Subtotals and net flows of the cash flow statement are the sums of their lines
-- severity: warning
-- effect: publish
-- basis: 《民间非营利组织会计制度》（财会〔2004〕7号）现金流量表（行次据公开的表样，待核实）
-- scope: 每个组织每个年度的现金流量表，每一个小计、净额和净增加额（61行）
-- applies_until: 2025-12-31
-- explanation: 现金流量表的一个小计或净额，不等于组成它的各行之和（三项净额加汇率影响等于净增加额）。
-- innocent: 只公布了一部分行，或者录入时抄错一个数；请对照盖章的报表。
with parts(total, part, sign) as (
  values
    (13, 1, 1),
    (13, 2, 1),
    (13, 3, 1),
    (13, 4, 1),
    (13, 5, 1),
    (13, 8, 1),
    (23, 14, 1),
    (23, 15, 1),
    (23, 16, 1),
    (23, 19, 1),
    (24, 13, 1),
    (24, 23, -1),
    (34, 25, 1),
    (34, 26, 1),
    (34, 27, 1),
    (34, 30, 1),
    (43, 35, 1),
    (43, 36, 1),
    (43, 39, 1),
    (44, 34, 1),
    (44, 43, -1),
    (50, 45, 1),
    (50, 48, 1),
    (58, 51, 1),
    (58, 52, 1),
    (58, 55, 1),
    (59, 50, 1),
    (59, 58, -1),
    (61, 24, 1),
    (61, 44, 1),
    (61, 59, 1),
    (61, 60, 1)
),
sums as (
  select t.district, t.org_id, t.year, t.statement, t.line, t.amount_column, t.amount, sum(l.amount * p.sign) as parts
  from finance_lines t
  join parts p on p.total = t.line
  left join finance_lines l on l.district = t.district and l.org_id = t.org_id and l.year = t.year
    and l.statement = t.statement and l.line = p.part and l.amount_column = t.amount_column
  where t.statement = '现金流量表'
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
