-- code: FIN-22
-- title: 其中政府购买服务不超过收入合计
-- title_en: Government purchase is part of income
-- severity: error
-- effect: reject
-- within: org_id
-- basis: 《民间非营利组织会计制度》（财会〔2004〕7号，2026年起财会〔2024〕25号）业务活动表
-- basis_en: Accounting System for Private Non-profit Organisations (Caikuai [2004] No. 7; from 2026 Caikuai [2024]
--   No. 25), statement of activities
-- scope: 每个组织每个年度的收支
-- scope_en: the income and expenses of each organisation and year
-- explanation: 其中政府购买服务是收入合计的一部分，却比它还多。
-- explanation_en: Government purchase of services is part of total income, yet larger.
-- innocent: 录入时抄错一个数，或把万元当成元；请对照盖章的报表。
-- innocent_en: A figure was copied wrongly, or units of 10,000 yuan taken for yuan; please compare with the stamped statement.
-- never: 不适用 每份年度财务都评
select
  district,
  'finances' as table_name,
  json_object('org_id', org_id, 'year', year) as key,
  org_id,
  cast(year as text) as period,
  round(of_which_government_purchase - income_total, 2) > cast(coalesce(nullif(:tolerance, ''), 0.01) as real) as broken,
  printf('其中政府购买服务 %.2f，收入合计 %.2f', of_which_government_purchase, income_total) as detail,
  '《民间非营利组织会计制度》' || iif(year < 2026, '（财会〔2004〕7号）', '（财会〔2024〕25号，条文待核实）') || '业务活动表' as basis,
  sample
from finances
