-- code: FIN-05
-- title: 资产总计等于负债合计加净资产合计
-- title_en: Total assets are liabilities and net assets
-- severity: error
-- effect: reject
-- within: org_id
-- basis: 《民间非营利组织会计制度》（财会〔2004〕7号，2026年起财会〔2024〕25号）资产负债表
-- basis_en: Accounting System for Private Non-profit Organisations (Caikuai [2004] No. 7; from 2026 Caikuai [2024]
--   No. 25), balance sheet
-- scope: 每个组织每个年度的收支
-- scope_en: the income and expenses of each organisation and year
-- explanation: 资产总计不等于负债合计加净资产合计：资产负债表不平。
-- explanation_en: Total assets is not total liabilities plus net assets: the balance sheet does not balance.
-- innocent: 录入时抄错一个数，或把万元当成元；请对照盖章的报表。
-- innocent_en: A figure was copied wrongly, or units of 10,000 yuan taken for yuan; please compare with the stamped statement.
-- never: 不适用 每份年度财务都要平；无法判断 三个数都是必填
select
  district,
  'finances' as table_name,
  json_object('org_id', org_id, 'year', year) as key,
  org_id,
  cast(year as text) as period,
  abs(round(total_assets - (total_liabilities + net_assets), 2)) > cast(coalesce(nullif(:tolerance, ''), 0.01) as real) as broken,
  printf('资产总计 %.2f，负债合计 %.2f 加净资产合计 %.2f', total_assets, total_liabilities, net_assets) as detail,
  '《民间非营利组织会计制度》' || iif(year < 2026, '（财会〔2004〕7号）', '（财会〔2024〕25号，条文待核实）') || '资产负债表' as basis,
  sample
from finances
