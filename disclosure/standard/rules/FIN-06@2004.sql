-- code: FIN-06
-- title: 每一行合计等于非限定性加限定性
-- title_en: Each row's total is its two columns
-- severity: error
-- effect: reject
-- basis: 《民间非营利组织会计制度》（财会〔2004〕7号）业务活动表
-- scope: 每个组织每个年度业务活动表的一行
-- applies_until: 2025-12-31
-- explanation: 业务活动表的一行里，合计栏不等于非限定性加限定性。
-- innocent: 录入时抄错一个数，或把万元当成元；请对照盖章的报表。
with pivot as (
  select district, org_id, year, statement, line,
    max(iif(amount_column = '非限定性', amount, null)) as free,
    max(iif(amount_column = '限定性', amount, null)) as tied,
    max(iif(amount_column = '合计', amount, null)) as total
  from finance_lines
  where statement = '业务活动表'
  group by district, org_id, year, line
)
select
  district,
  'finance_lines' as table_name,
  json_object('org_id', org_id, 'year', year, 'statement', statement, 'line', line, 'amount_column', '合计') as key,
  org_id,
  cast(year as text) as period,
  case
    when total is null or (free is null and tied is null) then '不适用'
    when round(abs(total - coalesce(free, 0) - coalesce(tied, 0)) * 100) <= round(cast(coalesce(nullif(:tolerance, ''), 0.01) as real) * 100) then '符合'
    else '不符合'
  end as status,
  iif(total is null or (free is null and tied is null), '没有分栏填写', printf('第 %d 行合计 %.2f，非限定性 %.2f 加限定性 %.2f', line, total, coalesce(free, 0), coalesce(tied, 0))) as detail
from pivot
