-- code: FIN-18
-- title: 收支摘要与报表的行一致
-- title_en: The summary agrees with the statements
-- severity: warning
-- effect: publish
-- basis: 《民间非营利组织会计制度》（财会〔2004〕7号）资产负债表（行次待核实）、业务活动表
-- scope: 收支表与财务报表明细里都有的数
-- applies_until: 2025-12-31
-- explanation: 同一个数，收支表和报表明细填得不一样。
-- innocent: 录入时抄错一个数，或把万元当成元；请对照盖章的报表。
with pairs(statement, line, amount_column, title, name) as (
  values
    ('资产负债表', 60, '期末', '资产总计', 'total_assets'),
    ('资产负债表', 100, '期末', '负债合计', 'total_liabilities'),
    ('资产负债表', 110, '期末', '净资产合计', 'net_assets'),
    ('业务活动表', 11, '合计', '收入合计', 'income_total'),
    ('业务活动表', 35, '合计', '费用合计', 'expense_total')
)
select
  l.district,
  'finance_lines' as table_name,
  json_object('org_id', l.org_id, 'year', l.year, 'statement', l.statement, 'line', l.line, 'amount_column', l.amount_column) as key,
  l.org_id,
  cast(l.year as text) as period,
  case
    when f.org_id is null then '不适用'
    when round(abs(case p.name when 'total_assets' then f.total_assets when 'total_liabilities' then f.total_liabilities when 'net_assets' then f.net_assets when 'income_total' then f.income_total when 'expense_total' then f.expense_total end - l.amount) * 100) <= round(cast(coalesce(nullif(:tolerance, ''), 0.01) as real) * 100) then '符合'
    else '不符合'
  end as status,
  iif(f.org_id is null, '没有这一年的收支表', printf('%s：收支表 %.2f，报表第 %d 行 %.2f', p.title, case p.name when 'total_assets' then f.total_assets when 'total_liabilities' then f.total_liabilities when 'net_assets' then f.net_assets when 'income_total' then f.income_total when 'expense_total' then f.expense_total end, l.line, l.amount)) as detail
from finance_lines l
join pairs p on p.statement = l.statement and p.line = l.line and p.amount_column = l.amount_column
left join finances f on f.district = l.district and f.org_id = l.org_id and f.year = l.year
