-- code: programme-final
-- title: 资助项目终期评估
-- title_en: Final assessment of a grant
-- party: 社会组织
-- basis: 《海曙区公益创投项目管理试行办法》第二十三条、第三十一条（日期原文没有写，待核实）
-- applies: 公益创投中决定资助、已拨第一期的项目
-- exempt: 已终止的项目
-- due: 项目结束后一个月内（估算，待核实）
select
  g.district,
  g.org_id,
  json_object('grant_id', g.grant_id) as key,
  cast(g.round as text) as period,
  date(g.end_on, '+1 month') as due_on,
  a.assessed_on as done_on,
  iif(g.status = '已终止', '项目已终止', null) as exempt,
  iif(date(g.end_on, '+1 month') is null, '没有有关日期', null) as unknown,
  1 as estimated,
  g.sample
from grants g
join grant_payments p on p.district = g.district and p.grant_id = g.grant_id and p.instalment = 1 and p.paid_on is not null
left join grant_assessments a on a.district = g.district and a.grant_id = g.grant_id and a.stage = '终期评估'
where g.programme = '公益创投' and g.decision = '资助'
