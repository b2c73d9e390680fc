-- code: FIN-14
-- title: 现金净增加额等于年末减年初
-- title_en: The change in cash is closing less opening
-- severity: error
-- effect: reject
-- within: org_id
-- basis: 《民间非营利组织会计制度》（财会〔2004〕7号，2026年起财会〔2024〕25号）现金流量表
-- basis_en: Accounting System for Private Non-profit Organisations (Caikuai [2004] No. 7; from 2026 Caikuai [2024]
--   No. 25), cash flow statement
-- scope: 每个组织每个年度的收支
-- scope_en: the income and expenses of each organisation and year
-- explanation: 现金净增加额不等于现金年末数减年初数。
-- explanation_en: The net increase in cash is not cash at the end of the year less cash at its start.
-- innocent: 录入时抄错一个数，或把万元当成元；请对照盖章的报表。
-- innocent_en: A figure was copied wrongly, or units of 10,000 yuan taken for yuan; please compare with the stamped statement.
-- never: 不适用 每份年度财务都评
select
  district,
  'finances' as table_name,
  json_object('org_id', org_id, 'year', year) as key,
  org_id,
  cast(year as text) as period,
  abs(round(cash_change - (cash_closing - cash_opening), 2)) > cast(coalesce(nullif(:tolerance, ''), 0.01) as real) as broken,
  printf('净增加额 %.2f，年末 %.2f 减年初 %.2f', cash_change, cash_closing, cash_opening) as detail,
  '《民间非营利组织会计制度》' || iif(year < 2026, '（财会〔2004〕7号）', '（财会〔2024〕25号，条文待核实）') || '现金流量表' as basis,
  sample
from finances
