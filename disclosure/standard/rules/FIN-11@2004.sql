-- code: FIN-11
-- title: 净资产变动额等于收入减费用加转出
-- title_en: The change in net assets is income less expense, with releases
-- severity: error
-- effect: reject
-- basis: 《民间非营利组织会计制度》（财会〔2004〕7号）业务活动表
-- scope: 每个组织每个年度的业务活动表，每一栏
-- applies_until: 2025-12-31
-- explanation: 净资产变动额（45行）不等于收入合计（11行）减费用合计（35行）加限定性转为非限定性（40行）。
-- innocent: 录入时抄错一个数，或把万元当成元；请对照盖章的报表。
select
  district,
  'finance_lines' as table_name,
  json_object('org_id', org_id, 'year', year, 'statement', statement, 'line', '45', 'amount_column', amount_column) as key,
  org_id,
  cast(year as text) as period,
  case
    when max(iif(line = 45, amount, null)) is null or (max(iif(line = 11, amount, null)) is null and max(iif(line = 40, amount, null)) is null and max(iif(line = 35, amount, null)) is null) then '不适用'
    when round(abs(max(iif(line = 45, amount, null)) - (coalesce(max(iif(line = 11, amount, null)), 0) + coalesce(max(iif(line = 40, amount, null)), 0) - coalesce(max(iif(line = 35, amount, null)), 0))) * 100) <= round(cast(coalesce(nullif(:tolerance, ''), 0.01) as real) * 100) then '符合'
    else '不符合'
  end as status,
  case
    when max(iif(line = 45, amount, null)) is null or (max(iif(line = 11, amount, null)) is null and max(iif(line = 40, amount, null)) is null and max(iif(line = 35, amount, null)) is null) then '没有填写有关的行'
    else printf('第 45 行 %.2f，各行计算得 %.2f（%s）', max(iif(line = 45, amount, null)), coalesce(max(iif(line = 11, amount, null)), 0) + coalesce(max(iif(line = 40, amount, null)), 0) - coalesce(max(iif(line = 35, amount, null)), 0), amount_column)
  end as detail
from finance_lines
where statement = '业务活动表' and line in (45,11,40,35)
group by district, org_id, year, statement, amount_column
