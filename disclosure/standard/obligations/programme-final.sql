-- code: programme-final
-- title: 资助项目终期评估
-- title_en: Final assessment of a grant
-- party: 社会组织
-- basis: 各区资助办法的条款（programme_terms：终期评估）；办法没有写哪一天以前的，按完成后一个月估算（待核实）
-- basis_en: Terms of each district’s measures on grants (programme_terms: final assessment); where no day is set, a
--   month after completion is assumed (to be verified)
-- applies: 规定终期评估的计划决定资助的项目
-- applies_en: Funded projects of programmes that require a final assessment
-- exempt: 已终止的项目；到期以前组织已经终止的
-- exempt_en: terminated projects; bodies that ended before it is due
-- due: 项目完成后一个月内（估算，待核实）；还没有完成的按计划的结束日
-- due_en: within a month of completion (estimated, to be verified); if not complete, of the planned end
select
  g.district,
  b.org_id,
  json_object('grant_id', g.grant_id) as key,
  cast(g.round as text) as period,
  d.on_date as due_on,
  iif(
    a.assessed_on < coalesce(g.completed_on, g.start_on, g.agreement_on, g.decided_on)
      or g.completed_on is null and a.assessed_on > d.on_date,
    null, a.assessed_on
  ) as done_on,
  case
    when g.status = '已终止' then '项目已终止'
    when coalesce(a.assessed_on > d.on_date, 1) and e.ended_by <= d.on_date then '到期前已经注销、撤销或者吊销'
  end as exempt,
  case
    when a.assessed_on < coalesce(g.start_on, g.agreement_on, g.decided_on) then '评估的日期早于项目开始'
    when a.assessed_on < g.completed_on then '评估的日期早于项目完成'
    when g.completed_on is null and coalesce(g.end_on, '') < (select today from build) then '没有填写完成日期，不知道终期评估哪一天到期'
    when e.undated then '没有填写注销、撤销或者吊销的日期'
  end as unknown,
  max(k.until_on) as covered_until,
  1 as estimated,
  d.basis,
  g.sample
from grants g
join grant_bodies b on b.district = g.district and b.grant_id = g.grant_id
join grant_days d on d.district = g.district and d.grant_id = g.grant_id and d.term = '终期评估'
left join bodies_ended e on e.district = b.district and e.org_id = b.org_id and e.sample <= g.sample
left join grant_assessments a on a.district = g.district and a.grant_id = g.grant_id and a.stage = '终期评估' and a.sample <= g.sample
left join grant_cover k on k.district = g.district and k.grant_id = g.grant_id and k.table_name = 'grant_assessments'
  and k.sample = g.sample and k.from_on <= coalesce(g.start_on, g.agreement_on, d.since)
where g.decision = '资助'
group by g.district, g.grant_id
