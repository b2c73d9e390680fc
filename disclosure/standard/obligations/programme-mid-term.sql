-- code: programme-mid-term
-- title: 资助项目中期评估
-- title_en: Mid-term assessment of a grant
-- party: 社会组织
-- basis: 《海曙区公益创投项目管理试行办法》第二十二条、第三十一条（日期原文没有写，待核实）
-- applies: 公益创投中决定资助、已拨第一期的项目
-- exempt: 已终止的项目
-- due: 第一期拨付满七个月前（估算，待核实）
select
  g.district,
  g.org_id,
  json_object('grant_id', g.grant_id) as key,
  cast(g.round as text) as period,
  date(p.paid_on, '+7 months') as due_on,
  a.assessed_on as done_on,
  iif(g.status = '已终止', '项目已终止', null) as exempt,
  iif(date(p.paid_on, '+7 months') is null, '没有有关日期', null) as unknown,
  1 as estimated,
  g.sample
from grants g
join grant_payments p on p.district = g.district and p.grant_id = g.grant_id and p.instalment = 1 and p.paid_on is not null
left join grant_assessments a on a.district = g.district and a.grant_id = g.grant_id and a.stage = '中期评估'
where g.programme = '公益创投' and g.decision = '资助'
