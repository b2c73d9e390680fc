-- code: FIN-06
-- title: 每一行合计等于非限定性加限定性
-- title_en: Each row's total is its two columns
-- severity: error
-- effect: reject
-- within: org_id
-- basis: 《民间非营利组织会计制度》（财会〔2004〕7号）业务活动表
-- basis_en: Accounting System for Private Non-profit Organisations (Caikuai [2004] No. 7), statement of activities
-- scope: 每个组织每个年度业务活动表的一行
-- scope_en: each line of each organisation's yearly statement of activities
-- applies_until: 2025-12-31
-- explanation: 业务活动表的一行里，合计栏不等于非限定性加限定性。
-- explanation_en: In a line of the statement of activities the total is not unrestricted plus restricted.
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
where counted = '栏'
