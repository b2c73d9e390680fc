-- title: 对负责人的每一件管理措施
-- title_en: Each measure on persons in charge
-- note: A ban is on a person: neither body nor name is filed, so neither is shown.
-- columns: measure = 措施 / Measure; post = 职务 / Post; decided_on = 决定日期 / Decided; ended_on = 结束日期 / Ended;
--   authority = 决定机关 / Authority; reviewed_by = 一起审查的单位 / Reviewed with; ground = 事由 / Ground; outcome = 结果 / Outcome
-- filed: authority, ground
select m.district, m.measure_id, m.org_id, null as org_name,
  iif(m.measure = '任职', '任职审查', m.measure) as measure, m.post, m.decided_on, m.ended_on, m.authority, m.reviewed_by, m.ground,
  m.outcome, row_number() over (order by m.decided_on desc, m.measure_id) as position, m.sample
from wenzhou_leader_measures m
