-- code: FIN-17
-- title: 费用各项不为负
-- title_en: No expense is negative
-- severity: error
-- effect: reject
-- within: org_id
-- basis: 《民间非营利组织会计制度》（财会〔2004〕7号）业务活动表
-- basis_en: Accounting System for Private Non-profit Organisations (Caikuai [2004] No. 7), statement of activities
-- scope: 报表明细中的费用行
-- scope_en: lines of expenses in the statements
-- applies_until: 2025-12-31
-- explanation: 业务活动成本、管理费用或其他费用是负数。筹资费用减去利息收入和汇兑收益，可以为负，费用合计也就可以；这三项不会。
-- explanation_en: Programme costs, administration or other expenses are negative. Fundraising costs, from which interest and exchange
--   gains are taken, may be, and so may the total; these three may not.
-- innocent: 冲销以前年度费用时，应当作为以前年度调整，不记负数。
-- innocent_en: Expenses of earlier years that are reversed should be booked as an adjustment, not as negative.
-- never: 不适用、无法判断 只评填报了的费用行
select
  district,
  'finance_lines' as table_name,
  json_object('org_id', org_id, 'year', year, 'statement', statement, 'line', line, 'amount_column', amount_column) as key,
  org_id,
  cast(year as text) as period,
  amount < 0 as broken,
  printf('第 %s 行（%s）%.2f', line, amount_column, amount) as detail,
  sample
from statement_cells
where statement = '业务活动表' and line in ('12', '21', '28')
