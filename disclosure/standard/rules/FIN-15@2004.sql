-- code: FIN-15
-- title: 受托代理负债不少于受托代理资产
-- title_en: Entrusted liabilities cover entrusted assets
-- severity: warning
-- effect: publish
-- basis: 《民间非营利组织会计制度》（财会〔2004〕7号）资产负债表（51、91行，待核实）
-- basis_en: Accounting System for Private Non-profit Organisations (Caikuai [2004] No. 7), balance sheet (lines 51
--   and 91, to be verified)
-- scope: 每个组织每个年度的资产负债表，每一栏
-- scope_en: the balance sheet of each organisation and year, each column
-- applies_until: 2025-12-31
-- explanation: 受托代理资产（51行）多于受托代理负债（91行）。
-- explanation_en: Assets held for others (line 51) exceed the liabilities for them (91).
-- innocent: 受托收到的现金记在货币资金里，所以负债可以多于资产，反过来则少见。
-- innocent_en: Cash held for others is booked as cash, so liabilities may exceed assets; the reverse is rare.
-- never: 不适用 没有填报受托代理资产的不评
select
  t.district,
  'finance_lines' as table_name,
  json_object('org_id', t.org_id, 'year', t.year, 'statement', t.statement, 'line', t.line, 'amount_column', t.amount_column) as key,
  t.org_id,
  cast(t.year as text) as period,
  iif(t.amount > 0, round(t.amount - l.amount, 2), 0) > cast(coalesce(nullif(:tolerance, ''), 0.01) as real) as broken,
  printf('受托代理资产 %.2f，受托代理负债 ', t.amount) || iif(l.amount is null, '没有填报', printf('%.2f', l.amount)) as detail,
  t.sample
from statement_cells t
left join finance_lines l on l.district = t.district and l.org_id = t.org_id and l.year = t.year and l.statement = t.statement
  and l.line = '91' and l.amount_column = t.amount_column and l.sample <= t.sample
where t.statement = '资产负债表' and t.line = '51'
