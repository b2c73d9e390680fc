-- title: 哪些资助项目的哪一步晚了？
-- title_en: Which steps of which funded projects came late?
-- description: 晚于约定的和逾期的，约定的日期和实际的日期并排。没有填报的步骤不算晚；逾期只在声明报全的地方说（见 grant_stages）。
-- description_en: Steps that came after their day, or are overdue, with both days. What was not filed is not called late.
-- group: late
-- parameters: district = 区（区） / District; programme = 资助计划 / Programme; round = 轮次（年份） / Round
-- columns: stage = 哪一步 / Step; due_on = 应在哪天以前 / Due; on_date = 实际日期 / Done on; state = 状态 / State; detail = 说明 / Detail
select s.district, s.grant_id, g.project, g.programme, g.round, b.org_id, coalesce(o.name, g.org_name) as organisation,
  '/organisations/' || o.org_id || '/' as organisation_permalink, s.stage, s.due_on, s.on_date, s.state, s.detail,
  '/grants/' || s.district || '/' || s.grant_id || '/' as permalink, s.sample
from grant_stages s
join grants g on g.district = s.district and g.grant_id = s.grant_id
join grant_bodies b on b.district = s.district and b.grant_id = s.grant_id
left join organisations o on o.org_id = b.org_id
where s.state in ('逾期', '晚于约定') and coalesce(:district, '') in ('', s.district) and coalesce(:programme, '') in ('', g.programme)
  and (coalesce(:round, '') = '' or g.round = cast(:round as integer))
order by s.state = '晚于约定', s.due_on, s.district, s.grant_id, s.position
