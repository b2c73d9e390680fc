-- code: FIN-03
-- title: 负债合计等于三类负债之和
-- title_en: Total liabilities are the sum of their classes
-- severity: warning
-- effect: publish
-- basis: 《民间非营利组织会计制度》（财会〔2004〕7号）资产负债表（行次据公开的表样，待核实）
-- scope: 每个组织每个年度的资产负债表，每一栏
-- applies_until: 2025-12-31
-- explanation: 负债合计（100行）不等于流动负债、长期负债、受托代理负债之和。
-- innocent: 录入时抄错一个数，或把万元当成元；请对照盖章的报表。
select
  district,
  'finance_lines' as table_name,
  json_object('org_id', org_id, 'year', year, 'statement', statement, 'line', '100', 'amount_column', amount_column) as key,
  org_id,
  cast(year as text) as period,
  case
    when max(iif(line = 100, amount, null)) is null or (max(iif(line = 80, amount, null)) is null and max(iif(line = 90, amount, null)) is null and max(iif(line = 91, amount, null)) is null) then '不适用'
    when round(abs(max(iif(line = 100, amount, null)) - (coalesce(max(iif(line = 80, amount, null)), 0) + coalesce(max(iif(line = 90, amount, null)), 0) + coalesce(max(iif(line = 91, amount, null)), 0))) * 100) <= round(cast(coalesce(nullif(:tolerance, ''), 0.01) as real) * 100) then '符合'
    else '不符合'
  end as status,
  case
    when max(iif(line = 100, amount, null)) is null or (max(iif(line = 80, amount, null)) is null and max(iif(line = 90, amount, null)) is null and max(iif(line = 91, amount, null)) is null) then '没有填写有关的行'
    else printf('第 100 行 %.2f，各行计算得 %.2f（%s）', max(iif(line = 100, amount, null)), coalesce(max(iif(line = 80, amount, null)), 0) + coalesce(max(iif(line = 90, amount, null)), 0) + coalesce(max(iif(line = 91, amount, null)), 0), amount_column)
  end as detail
from finance_lines
where statement = '资产负债表' and line in (100,80,90,91)
group by district, org_id, year, statement, amount_column
