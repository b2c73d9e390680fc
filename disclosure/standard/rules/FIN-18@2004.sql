-- code: FIN-18
-- title: 年度财务与报表的行一致
-- title_en: The summary agrees with the statements
-- severity: warning
-- effect: publish
-- basis: 《民间非营利组织会计制度》（财会〔2004〕7号）资产负债表、现金流量表（行次待核实）、业务活动表
-- basis_en: Accounting System for Private Non-profit Organisations (Caikuai [2004] No. 7), balance sheet, cash flow
--   statement (line numbers to be verified) and statement of activities
-- scope: 年度财务与报表各行里都有的六个合计
-- scope_en: the six totals in both annual accounts and lines of statements
-- applies_until: 2025-12-31
-- explanation: 同一个数，年度财务和报表各行填得不一样。
-- explanation_en: The same figure differs between the annual accounts and the lines of the statements.
-- innocent: 录入时抄错一个数，或把万元当成元；请对照盖章的报表。
-- innocent_en: A figure was copied wrongly, or units of 10,000 yuan taken for yuan; please compare with the stamped statement.
-- never: 不适用 只比两处都有的年度
with pairs(statement, line, amount_column, title) as (
  values
    ('资产负债表', '60', '期末', '资产总计'),
    ('资产负债表', '100', '期末', '负债合计'),
    ('资产负债表', '110', '期末', '净资产合计'),
    ('业务活动表', '11', '合计', '收入合计'),
    ('业务活动表', '35', '合计', '费用合计'),
    ('现金流量表', '61', '合计', '现金净增加额')
),
compared as (
  select l.*, p.title,
    case p.title
      when '资产总计' then f.total_assets
      when '负债合计' then f.total_liabilities
      when '净资产合计' then f.net_assets
      when '收入合计' then f.income_total
      when '费用合计' then f.expense_total
      else f.cash_change
    end as summary
  from statement_cells l
  join pairs p on p.statement = l.statement and p.line = l.line and p.amount_column = l.amount_column
  join finances f on f.district = l.district and f.org_id = l.org_id and f.year = l.year and f.sample <= l.sample
)
select
  district,
  'finance_lines' as table_name,
  json_object('org_id', org_id, 'year', year, 'statement', statement, 'line', line, 'amount_column', amount_column) as key,
  org_id,
  cast(year as text) as period,
  abs(round(summary - amount, 2)) > cast(coalesce(nullif(:tolerance, ''), 0.01) as real) as broken,
  printf('%s：年度财务 %.2f，报表第 %s 行 %.2f', title, summary, line, amount) as detail,
  sample
from compared
