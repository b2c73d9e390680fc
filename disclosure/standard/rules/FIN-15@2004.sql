-- code: FIN-15
-- title: 受托代理负债不少于受托代理资产
-- title_en: Entrusted liabilities cover entrusted assets
-- severity: warning
-- effect: publish
-- basis: 《民间非营利组织会计制度》（财会〔2004〕7号）资产负债表（51、91行，待核实）
-- scope: 每个组织每个年度的资产负债表，每一栏
-- applies_until: 2025-12-31
-- explanation: 受托代理资产（51行）多于受托代理负债（91行）。
-- innocent: 受托收到的现金记在货币资金里，所以负债可以多于资产，反过来则少见。
select
  district,
  'finance_lines' as table_name,
  json_object('org_id', org_id, 'year', year, 'statement', statement, 'line', '51', 'amount_column', amount_column) as key,
  org_id,
  cast(year as text) as period,
  case
    when max(iif(line = 51, amount, null)) is null then '不适用'
    when max(iif(line = 91, amount, null)) is null then '无法判断'
    when round((max(iif(line = 51, amount, null)) - max(iif(line = 91, amount, null))) * 100) <= round(cast(coalesce(nullif(:tolerance, ''), 0.01) as real) * 100) then '符合'
    else '不符合'
  end as status,
  case
    when max(iif(line = 51, amount, null)) is null then '没有受托代理资产'
    when max(iif(line = 91, amount, null)) is null then '没有填写受托代理负债'
    else printf('受托代理资产 %.2f，受托代理负债 %.2f', max(iif(line = 51, amount, null)), max(iif(line = 91, amount, null)))
  end as detail
from finance_lines
where statement = '资产负债表' and line in (51, 91)
group by district, org_id, year, amount_column
