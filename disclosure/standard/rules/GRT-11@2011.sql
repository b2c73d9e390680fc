-- code: GRT-11
-- title: 申请不超过预算，资助不超过申请
-- title_en: The request is within the budget, the award within the request
-- severity: warning
-- effect: publish
-- basis: 《海曙区公益创投项目管理试行办法》第十二条、第十九条
-- scope: 每个项目
-- explanation: 申请金额多于预算总额，或者资助金额多于申请金额。
-- innocent: 评审后追加。
select
  g.district,
  'grants' as table_name,
  json_object('grant_id', g.grant_id) as key,
  g.org_id,
  cast(g.round as text) as period,
  case
    when g.requested is null or (g.budget is null and g.awarded is null) then '不适用'
    when g.requested <= coalesce(g.budget, g.requested) + cast(coalesce(nullif(:tolerance, ''), 0.01) as real) and coalesce(g.awarded, 0) <= g.requested + cast(coalesce(nullif(:tolerance, ''), 0.01) as real) then '符合'
    else '不符合'
  end as status,
  iif(g.requested is null or (g.budget is null and g.awarded is null), '没有申请金额', printf('预算 %s，申请 %.2f，资助 %s', coalesce(printf('%.2f', g.budget), '未填'), g.requested, coalesce(printf('%.2f', g.awarded), '未填'))) as detail
from grants g
