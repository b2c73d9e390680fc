-- code: FIN-25
-- title: 慈善活动支出不超过费用合计
-- title_en: Charitable spending is part of expense
-- severity: warning
-- effect: publish
-- basis: 《民间非营利组织会计制度》（财会〔2004〕7号，2026年起财会〔2024〕25号）业务活动表
-- basis_en: Accounting System for Private Non-profit Organisations (Caikuai [2004] No. 7; from 2026 Caikuai [2024]
--   No. 25), statement of activities
-- scope: 每个组织每个年度的收支；不是慈善组织而没有填的不适用
-- scope_en: the income and expenses of each organisation and year; not those that are no charities and left it empty
-- explanation: 慈善活动支出是费用合计的一部分，却比它还多。
-- explanation_en: Spending on charitable activities is part of total expenses, yet larger.
-- innocent: 慈善活动支出按另一口径计算时可能包含当年购置的资产。
-- innocent_en: Reckoned another way, charitable spending may include assets bought in the year.
select
  f.district,
  'finances' as table_name,
  json_object('org_id', f.org_id, 'year', f.year) as key,
  f.org_id,
  cast(f.year as text) as period,
  iif(f.charitable_spending is null and (o.is_charity = 0 or o.charity_since > f.year || '-12-31'), '这一年不是慈善组织', null) as exempt,
  round(f.charitable_spending - f.expense_total, 2) > cast(coalesce(nullif(:tolerance, ''), 0.01) as real) as broken,
  printf('慈善活动支出 %.2f，费用合计 %.2f', f.charitable_spending, f.expense_total) as detail,
  '《民间非营利组织会计制度》' || iif(f.year < 2026, '（财会〔2004〕7号）', '（财会〔2024〕25号，条文待核实）') || '业务活动表' as basis,
  f.sample
from finances f
left join organisations o on o.district = f.district and o.org_id = f.org_id and o.sample <= f.sample
