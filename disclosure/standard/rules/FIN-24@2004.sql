-- code: FIN-24
-- title: 会计制度与年度相符
-- title_en: The accounting system is the one in force
-- severity: warning
-- effect: publish
-- basis: 《民间非营利组织会计制度》（财会〔2004〕7号）
-- basis_en: Accounting System for Private Non-profit Organisations (Caikuai [2004] No. 7)
-- scope: 每个组织每个年度的收支
-- scope_en: the income and expenses of each organisation and year
-- applies_until: 2025-12-31
-- explanation: 这一年应当执行 2004 年的会计制度，填写的却不是。
-- explanation_en: The accounting system of 2004 applied in this year, but another was filed.
-- innocent: 提前执行新制度的组织会这样。
-- innocent_en: So it is with organisations that adopted the new system early.
-- never: 不适用、无法判断 会计制度是必填
select
  district,
  'finances' as table_name,
  json_object('org_id', org_id, 'year', year) as key,
  org_id,
  cast(year as text) as period,
  accounting_system <> '2004' as broken,
  printf('%d 年填写的会计制度是 %s', year, accounting_system) as detail,
  sample
from finances
