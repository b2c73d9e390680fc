-- code: FIN-08
-- title: 费用合计等于四项费用之和
-- title_en: Total expense is the sum of its four parts
-- severity: warning
-- effect: publish
-- basis: 《民间非营利组织会计制度》（财会〔2024〕25号）；新报表的项目待核实
-- basis_en: Accounting System for Private Non-profit Organisations (Caikuai [2024] No. 25); items of the new
--   statements to be verified
-- scope: 每个组织每个年度的收支
-- scope_en: the income and expenses of each organisation and year
-- applies_from: 2026-01-01
-- explanation: 2026年起报表项目可能已改，平台还没有收录新的报表，不作评判。
-- explanation_en: The items of the statements may have changed since 2026; the register does not hold the new ones yet and does not
--   judge.
-- innocent: 尚不评。
-- innocent_en: Not judged yet.
-- never: 符合、不符合、不适用 新报表的行次还没有收录，不作评判
select
  district,
  table_name,
  key,
  org_id,
  period,
  unknown,
  null as broken,
  null as detail,
  sample
from statement_unread
where statement = '年度财务'
