-- code: FIN-08
-- title: 费用合计等于四项费用之和
-- title_en: Total expense is the sum of its four parts
-- severity: error
-- effect: reject
-- within: org_id
-- basis: 《民间非营利组织会计制度》（财会〔2004〕7号）业务活动表
-- basis_en: Accounting System for Private Non-profit Organisations (Caikuai [2004] No. 7), statement of activities
-- scope: 每个组织每个年度的收支
-- scope_en: the income and expenses of each organisation and year
-- applies_until: 2025-12-31
-- explanation: 费用合计不等于业务活动成本、管理费用、筹资费用、其他费用之和。
-- explanation_en: Total expenses is not the sum of programme costs, administration, fundraising and other expenses.
-- innocent: 录入时抄错一个数，或把万元当成元；请对照盖章的报表。
-- innocent_en: A figure was copied wrongly, or units of 10,000 yuan taken for yuan; please compare with the stamped statement.
-- never: 不适用 不按2004年制度编制的不评
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
where figure = '费用合计' and system = '2004'
