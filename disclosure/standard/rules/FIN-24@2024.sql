-- code: FIN-24
-- title: 会计制度与年度相符
-- title_en: The accounting system is the one in force
-- severity: warning
-- effect: publish
-- basis: 《民间非营利组织会计制度》（财会〔2024〕25号，自2026年1月1日起施行）
-- basis_en: Accounting System for Private Non-profit Organisations (Caikuai [2024] No. 25, in force from 1 January
--   2026)
-- scope: 每个组织每个年度的收支
-- scope_en: the income and expenses of each organisation and year
-- applies_from: 2026-01-01
-- explanation: 这一年应当执行 2024 年的会计制度，填写的却不是。
-- explanation_en: The accounting system of 2024 applied in this year, but another was filed.
-- innocent: 新旧衔接期内填错年份。
-- innocent_en: The wrong year was filed while systems changed.
select
  district,
  'finances' as table_name,
  json_object('org_id', org_id, 'year', year) as key,
  org_id,
  cast(year as text) as period,
  accounting_system <> '2024' as broken,
  printf('%d 年填写的会计制度是 %s', year, accounting_system) as detail,
  sample
from finances
