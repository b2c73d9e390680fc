-- code: FIN-02
-- title: 固定资产净值等于原价减累计折旧
-- title_en: Net fixed assets are cost less depreciation
-- severity: warning
-- effect: publish
-- basis: 《民间非营利组织会计制度》（财会〔2004〕7号）资产负债表（行次据公开的表样，待核实）
-- scope: 每个组织每个年度的资产负债表，每一栏
-- applies_until: 2025-12-31
-- explanation: 固定资产净值（33行）不等于原价（31行）减累计折旧（32行）。
-- innocent: 录入时抄错一个数，或把万元当成元；请对照盖章的报表。
select
  district,
  'finance_lines' as table_name,
  json_object('org_id', org_id, 'year', year, 'statement', statement, 'line', '33', 'amount_column', amount_column) as key,
  org_id,
  cast(year as text) as period,
  case
    when max(iif(line = 33, amount, null)) is null or (max(iif(line = 31, amount, null)) is null and max(iif(line = 32, amount, null)) is null) then '不适用'
    when round(abs(max(iif(line = 33, amount, null)) - (coalesce(max(iif(line = 31, amount, null)), 0) - coalesce(max(iif(line = 32, amount, null)), 0))) * 100) <= round(cast(coalesce(nullif(:tolerance, ''), 0.01) as real) * 100) then '符合'
    else '不符合'
  end as status,
  case
    when max(iif(line = 33, amount, null)) is null or (max(iif(line = 31, amount, null)) is null and max(iif(line = 32, amount, null)) is null) then '没有填写有关的行'
    else printf('第 33 行 %.2f，各行计算得 %.2f（%s）', max(iif(line = 33, amount, null)), coalesce(max(iif(line = 31, amount, null)), 0) - coalesce(max(iif(line = 32, amount, null)), 0), amount_column)
  end as detail
from finance_lines
where statement = '资产负债表' and line in (33,31,32)
group by district, org_id, year, statement, amount_column
