-- code: programme-mid-term
-- title: 资助项目中期评估
-- title_en: Mid-term assessment of a grant
-- party: 社会组织
-- basis: 各区资助办法的条款（programme_terms：中期评估）；办法没有写哪一天以前的，多算一个月（估算，待核实）
-- basis_en: Terms of each district’s measures on grants (programme_terms: mid-term assessment); where no day is set,
--   a month more is allowed (assumed, to be verified)
-- applies: 规定中期评估的计划决定资助的项目
-- applies_en: Funded projects of programmes that require a mid-term assessment
-- exempt: 到期以前项目已经结束、组织已经终止的
-- exempt_en: projects and bodies that ended before it is due
-- due: 项目开始满规定的月数后一个月内（估算，待核实）；没有开始日期的从第一期拨款或签协议算起
-- due_en: within a month after the months set from the start (estimated, to be verified); without a start date, from the first
--   payment or the agreement
select
  g.district,
  b.org_id,
  json_object('grant_id', g.grant_id) as key,
  cast(g.round as text) as period,
  d.on_date as due_on,
  iif(a.assessed_on < coalesce(g.start_on, g.agreement_on, g.decided_on), null, a.assessed_on) as done_on,
  case
    when coalesce(a.assessed_on > d.on_date, 1) and g.completed_on <= d.on_date then '中期评估到期以前项目已经结束'
    when coalesce(a.assessed_on > d.on_date, 1) and e.ended_by <= d.on_date then '到期前已经注销、撤销或者吊销'
  end as exempt,
  case
    when a.assessed_on < coalesce(g.start_on, g.agreement_on, g.decided_on) then '评估的日期早于项目开始'
    when g.status in ('已完成', '已终止') and g.completed_on is null then '项目已结束，没有填写是哪一天'
    when d.since is null then '没有填写项目的开始日期'
    when e.undated then '没有填写注销、撤销或者吊销的日期'
  end as unknown,
  max(k.until_on) as covered_until,
  1 as estimated,
  d.basis,
  g.sample
from grants g
join grant_bodies b on b.district = g.district and b.grant_id = g.grant_id
join grant_days d on d.district = g.district and d.grant_id = g.grant_id and d.term = '中期评估'
left join bodies_ended e on e.district = b.district and e.org_id = b.org_id and e.sample <= g.sample
left join grant_assessments a on a.district = g.district and a.grant_id = g.grant_id and a.stage = '中期评估' and a.sample <= g.sample
left join grant_cover k on k.district = g.district and k.grant_id = g.grant_id and k.table_name = 'grant_assessments'
  and k.sample = g.sample and k.from_on <= d.earliest
where g.decision = '资助'
group by g.district, g.grant_id
