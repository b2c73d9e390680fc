-- code: FIN-11
-- title: 净资产变动额等于收入减费用加转出
-- title_en: The change in net assets is income less expense, with releases
-- severity: error
-- effect: reject
-- within: org_id
-- basis: 《民间非营利组织会计制度》（财会〔2004〕7号）业务活动表
-- basis_en: Accounting System for Private Non-profit Organisations (Caikuai [2004] No. 7), statement of activities
-- scope: 每个组织每个年度的业务活动表，每一栏
-- scope_en: the statement of activities of each organisation and year, each column
-- applies_until: 2025-12-31
-- explanation: 净资产变动额（45行）不等于收入合计（11行）减费用合计（35行）加限定性转为非限定性（40行；合计栏里它为零）。
-- explanation_en: The change in net assets (line 45) is not total income (11) less total expenses (35) plus restricted assets
--   released (40; zero in the total column).
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
where figure = '业务活动表 45' and counted = '行'
