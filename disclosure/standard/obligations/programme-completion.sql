-- code: programme-completion
-- title: 项目完成公告
-- title_en: Notice that a grant is completed
-- party: 登记管理机关
-- party_en: registration authority
-- basis: 各区资助办法的条款（programme_terms：完成公告）；办法没有写哪一天以前的，按完成后一个月估算（待核实）
-- basis_en: Terms of each district’s measures on grants (programme_terms: notice of completion); where no day is set,
--   a month after completion is assumed (to be verified)
-- applies: 规定完成公告的计划决定资助、已经完成的项目
-- applies_en: Funded and completed projects of programmes that require a notice of completion
-- exempt: 已终止的项目
-- exempt_en: projects that were terminated
-- due: 项目完成后一个月内（估算，待核实）
-- due_en: within a month of completion (estimated, to be verified)
select
  g.district,
  b.org_id,
  json_object('grant_id', g.grant_id) as key,
  cast(g.round as text) as period,
  d.on_date as due_on,
  iif(
    n.published_on >= g.completed_on and coalesce(n.programme, g.programme) = g.programme and coalesce(n.round, g.round) = g.round,
    n.published_on, null
  ) as done_on,
  iif(g.status = '已终止', '项目已终止', null) as exempt,
  iif(count(o.notice_id) > 0 or n.notice_id is not null, '有项目完成公告，没有写明是不是这个项目的，或者早于项目完成', null) as unknown,
  max(c.until_on) as covered_until,
  1 as estimated,
  d.basis,
  g.sample
from grants g
join grant_bodies b on b.district = g.district and b.grant_id = g.grant_id
join grant_days d on d.district = g.district and d.grant_id = g.grant_id and d.term = '完成公告'
left join notices n on n.district = g.district and n.notice_id = g.completion_notice_id and n.kind = '项目完成公告' and n.sample <= g.sample
left join notices o on o.district = g.district and o.kind = '项目完成公告' and coalesce(o.programme, g.programme) = g.programme
  and coalesce(o.round, g.round) = g.round and o.sample <= g.sample
left join covered c on c.district = g.district and c.table_name = 'notices' and c.kind in ('', '项目完成公告') and c.org_type = ''
  and c.sample = g.sample and c.from_on <= g.completed_on
where g.decision = '资助' and g.completed_on is not null
group by g.district, g.grant_id
