-- code: FIN-01
-- title: 资产总计等于五类资产之和
-- title_en: Total assets are the sum of their classes
-- severity: warning
-- effect: publish
-- basis: 《民间非营利组织会计制度》（财会〔2004〕7号）资产负债表（行次据公开的表样，待核实）
-- scope: 每个组织每个年度的资产负债表，每一栏
-- applies_until: 2025-12-31
-- explanation: 资产总计（60行）不等于流动资产、长期投资、固定资产、无形资产、受托代理资产之和。
-- innocent: 录入时抄错一个数，或把万元当成元；请对照盖章的报表。
select
  district,
  'finance_lines' as table_name,
  json_object('org_id', org_id, 'year', year, 'statement', statement, 'line', '60', 'amount_column', amount_column) as key,
  org_id,
  cast(year as text) as period,
  case
    when max(iif(line = 60, amount, null)) is null or (max(iif(line = 20, amount, null)) is null and max(iif(line = 30, amount, null)) is null and max(iif(line = 40, amount, null)) is null and max(iif(line = 41, amount, null)) is null and max(iif(line = 51, amount, null)) is null) then '不适用'
    when round(abs(max(iif(line = 60, amount, null)) - (coalesce(max(iif(line = 20, amount, null)), 0) + coalesce(max(iif(line = 30, amount, null)), 0) + coalesce(max(iif(line = 40, amount, null)), 0) + coalesce(max(iif(line = 41, amount, null)), 0) + coalesce(max(iif(line = 51, amount, null)), 0))) * 100) <= round(cast(coalesce(nullif(:tolerance, ''), 0.01) as real) * 100) then '符合'
    else '不符合'
  end as status,
  case
    when max(iif(line = 60, amount, null)) is null or (max(iif(line = 20, amount, null)) is null and max(iif(line = 30, amount, null)) is null and max(iif(line = 40, amount, null)) is null and max(iif(line = 41, amount, null)) is null and max(iif(line = 51, amount, null)) is null) then '没有填写有关的行'
    else printf('第 60 行 %.2f，各行计算得 %.2f（%s）', max(iif(line = 60, amount, null)), coalesce(max(iif(line = 20, amount, null)), 0) + coalesce(max(iif(line = 30, amount, null)), 0) + coalesce(max(iif(line = 40, amount, null)), 0) + coalesce(max(iif(line = 41, amount, null)), 0) + coalesce(max(iif(line = 51, amount, null)), 0), amount_column)
  end as detail
from finance_lines
where statement = '资产负债表' and line in (60,20,30,40,41,51)
group by district, org_id, year, statement, amount_column
