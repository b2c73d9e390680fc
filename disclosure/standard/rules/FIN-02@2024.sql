-- code: FIN-02
-- title: 固定资产净值等于原价减累计折旧
-- title_en: Net fixed assets are cost less depreciation
-- severity: warning
-- effect: publish
-- basis: 《民间非营利组织会计制度》（财会〔2024〕25号）；新报表的行次待核实
-- basis_en: Accounting System for Private Non-profit Organisations (Caikuai [2024] No. 25); line numbers of the new
--   statements to be verified
-- scope: 每个组织每个年度的资产负债表
-- scope_en: the balance sheet of each organisation and year
-- applies_from: 2026-01-01
-- explanation: 2026年起报表行次已改，平台还没有收录新的行次表，不作评判。
-- explanation_en: The lines of the statements have changed since 2026; the register does not hold the new ones yet and does not
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
where statement = '资产负债表'
