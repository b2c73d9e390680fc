-- code: FIN-26
-- title: 报表的小计、合计和净额等于各行之和
-- title_en: Subtotals, totals and net flows of a statement are the sums of their rows
-- severity: warning
-- effect: publish
-- basis: 《民间非营利组织会计制度》（财会〔2004〕7号）资产负债表、业务活动表、现金流量表（行次据公开的表样，待核实）
-- basis_en: Accounting System for Private Non-profit Organisations (Caikuai [2004] No. 7), balance sheet, statement
--   of activities and cash flow statement (line numbers from a public form, to be verified)
-- scope: 每个组织每个年度的三张报表，每一栏的每一个小计、合计、净额和净增加额
-- scope_en: the three statements of each organisation and year: each subtotal, total, net amount and net increase of each column
-- applies_until: 2025-12-31
-- explanation: 报表里的一个小计、合计或净额，不等于组成它的各行之和（现金流量表：三项净额加汇率影响等于净增加额）。
-- explanation_en: A subtotal, total or net amount of a statement is not the sum of its lines (cash flow: three net amounts plus
--   exchange effects make the net increase).
-- innocent: 录入时抄错一个数；请对照盖章的报表。
-- innocent_en: A figure was copied wrongly; please compare with the stamped statement.
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
where counted = '行' and figure not in ('资产负债表 33', '资产负债表 60', '资产负债表 100', '业务活动表 45')
