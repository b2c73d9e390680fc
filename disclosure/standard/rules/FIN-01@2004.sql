-- code: FIN-01
-- title: 资产总计等于五类资产之和
-- title_en: Total assets are the sum of their classes
-- severity: warning
-- effect: publish
-- basis: 《民间非营利组织会计制度》（财会〔2004〕7号）资产负债表（行次据公开的表样，待核实）
-- basis_en: Accounting System for Private Non-profit Organisations (Caikuai [2004] No. 7), balance sheet (line
--   numbers from a public form, to be verified)
-- scope: 每个组织每个年度的资产负债表，每一栏
-- scope_en: the balance sheet of each organisation and year, each column
-- applies_until: 2025-12-31
-- explanation: 资产总计（60行）不等于流动资产、长期投资、固定资产、无形资产、受托代理资产之和。
-- explanation_en: Total assets (line 60) is not the sum of current assets, long-term investments, fixed assets, intangible assets
--   and assets held for others.
-- innocent: 录入时抄错一个数，或把万元当成元；请对照盖章的报表。
-- innocent_en: A figure was copied wrongly, or units of 10,000 yuan taken for yuan; please compare with the stamped statement.
-- never: 不适用 没有填报合计的不评
select
  district,
  table_name,
  key,
  org_id,
  period,
  off > cast(coalesce(nullif(:tolerance, ''), 0.01) as real) as broken,
  detail,
  sample
from statement_sums
where figure = '资产负债表 60'
