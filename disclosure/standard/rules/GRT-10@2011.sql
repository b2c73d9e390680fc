-- code: GRT-10
-- title: 预算各行之和等于预算总额
-- title_en: The budget is the sum of its lines
-- severity: error
-- effect: reject
-- basis: 《海曙区公益创投项目管理试行办法》附：项目预算表
-- scope: 有预算表的项目
-- explanation: 预算表各行金额之和不等于预算总额。
-- innocent: 预算调整后没有更新总额。
select
  g.district,
  'grants' as table_name,
  json_object('grant_id', g.grant_id) as key,
  g.org_id,
  cast(g.round as text) as period,
  case
    when g.budget is null or b.total is null then '不适用'
    when round(abs(g.budget - b.total) * 100) <= round(cast(coalesce(nullif(:tolerance, ''), 0.01) as real) * 100) then '符合'
    else '不符合'
  end as status,
  iif(g.budget is null or b.total is null, '没有预算总额或预算表', printf('预算总额 %.2f，各行之和 %.2f', g.budget, b.total)) as detail
from grants g
left join (
  select district, grant_id, sum(amount) as total from grant_budget group by district, grant_id
) b on b.district = g.district and b.grant_id = g.grant_id
