-- code: FIN-09
-- title: 限定性转为非限定性两栏相抵
-- title_en: What is released leaves one column and enters the other
-- severity: error
-- effect: reject
-- basis: 《民间非营利组织会计制度》（财会〔2004〕7号）业务活动表
-- scope: 每个组织每个年度业务活动表的一行
-- applies_until: 2025-12-31
-- explanation: 第 40 行（限定性净资产转为非限定性净资产）两栏不相抵。
-- innocent: 录入时抄错一个数，或把万元当成元；请对照盖章的报表。
with pivot as (
  select district, org_id, year, statement, line,
    max(iif(amount_column = '非限定性', amount, null)) as free,
    max(iif(amount_column = '限定性', amount, null)) as tied,
    max(iif(amount_column = '合计', amount, null)) as total
  from finance_lines
  where statement = '业务活动表' and line = 40
  group by district, org_id, year, line
)
select
  district,
  'finance_lines' as table_name,
  json_object('org_id', org_id, 'year', year, 'statement', statement, 'line', line, 'amount_column', iif(free is null, '限定性', '非限定性')) as key,
  org_id,
  cast(year as text) as period,
  case
    when free is null or tied is null then '不适用'
    when round(abs(free + tied) * 100) <= round(cast(coalesce(nullif(:tolerance, ''), 0.01) as real) * 100) then '符合'
    else '不符合'
  end as status,
  iif(free is null or tied is null, '没有分栏填写', printf('非限定性 %.2f，限定性 %.2f', free, tied)) as detail
from pivot
