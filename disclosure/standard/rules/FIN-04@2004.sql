-- code: FIN-04
-- title: 净资产合计等于非限定性与限定性之和
-- title_en: Net assets are the unrestricted and the restricted
-- severity: error
-- effect: reject
-- within: org_id
-- basis: 《民间非营利组织会计制度》（财会〔2004〕7号，2026年起财会〔2024〕25号）资产负债表
-- basis_en: Accounting System for Private Non-profit Organisations (Caikuai [2004] No. 7; from 2026 Caikuai [2024]
--   No. 25), balance sheet
-- scope: 每个组织每个年度的收支
-- scope_en: the income and expenses of each organisation and year
-- explanation: 净资产合计不等于非限定性净资产加限定性净资产。
-- explanation_en: Total net assets is not unrestricted plus restricted net assets.
-- innocent: 录入时抄错一个数，或把万元当成元；请对照盖章的报表。
-- innocent_en: A figure was copied wrongly, or units of 10,000 yuan taken for yuan; please compare with the stamped statement.
-- never: 不适用 每份年度财务都评
select
  district,
  table_name,
  key,
  org_id,
  period,
  off > cast(coalesce(nullif(:tolerance, ''), 0.01) as real) as broken,
  detail,
  '《民间非营利组织会计制度》' || iif(period < '2026', '（财会〔2004〕7号）', '（财会〔2024〕25号，条文待核实）') || '资产负债表' as basis,
  sample
from statement_sums
where figure = '净资产合计'
