-- code: FIN-02
-- title: 固定资产净值等于原价减累计折旧
-- title_en: Net fixed assets are cost less depreciation
-- severity: warning
-- effect: publish
-- basis: 《民间非营利组织会计制度》（财会〔2004〕7号）资产负债表（行次据公开的表样，待核实）
-- basis_en: Accounting System for Private Non-profit Organisations (Caikuai [2004] No. 7), balance sheet (line
--   numbers from a public form, to be verified)
-- scope: 每个组织每个年度的资产负债表，每一栏
-- scope_en: the balance sheet of each organisation and year, each column
-- applies_until: 2025-12-31
-- explanation: 固定资产净值（33行）不等于原价（31行）减累计折旧（32行）。
-- explanation_en: Net fixed assets (line 33) is not cost (31) less accumulated depreciation (32).
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
where figure = '资产负债表 33'
