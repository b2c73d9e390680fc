-- code: first-payment
-- title: 第一期拨款
-- title_en: First payment of a grant
-- party: 登记管理机关
-- basis: 《海曙区公益创投项目管理试行办法》第二十一条
-- applies: 公益创投中决定资助、已签协议的项目
-- exempt: 
-- due: 签订协议后一个月内
select
  g.district,
  g.org_id,
  json_object('grant_id', g.grant_id) as key,
  cast(g.round as text) as period,
  date(g.agreement_on, '+1 month') as due_on,
  p.paid_on as done_on,
  null as exempt,
  null as unknown,
  0 as estimated,
  g.sample
from grants g
left join grant_payments p on p.district = g.district and p.grant_id = g.grant_id and p.instalment = 1
where g.programme = '公益创投' and g.decision = '资助' and g.agreement_on is not null
