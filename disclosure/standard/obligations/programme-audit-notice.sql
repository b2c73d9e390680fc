-- code: programme-audit-notice
-- title: 资助计划审计结果公示
-- title_en: Notice of the audit of a grant programme
-- party: 登记管理机关
-- party_en: registration authority
-- basis: 各区资助办法的条款（programme_terms：审计结果公示）；办法没有写哪一天以前的，按审计报告后一个月估算（待核实）
-- basis_en: Terms of each district’s measures on grants (programme_terms: notice of the audit); where no day is set,
--   a month after the audit report is assumed (to be verified)
-- applies: 规定审计结果公示的计划已经审计的每一轮
-- applies_en: Each audited round of a programme that requires a notice of the audit result
-- due: 审计报告后一个月内（估算，待核实）
-- due_en: within a month of the audit report (estimated, to be verified)
-- never: 不适用 只列规定审计结果公示的计划
with audited as (
  select a.district, a.programme, a.round, a.sample, min(a.report_date) as reported_on
  from audits a
  where a.kind = '公益创投审计' and a.programme is not null and a.round is not null
  group by a.district, a.programme, a.round, a.sample
),
asked as (
  select a.*, replace(group_concat(distinct t.basis), ',', '；') as basis
  from audited a
  join grants g on g.district = a.district and g.programme = a.programme and g.round = a.round and g.decision = '资助'
    and g.sample <= a.sample
  join grant_terms t on t.district = g.district and t.grant_id = g.grant_id and t.term = '审计结果公示'
  group by a.district, a.programme, a.round, a.sample
)
select
  a.district,
  null as org_id,
  json_object('programme', a.programme, 'round', a.round) as key,
  cast(a.round as text) as period,
  min(date(a.reported_on, '+1 month'), date(a.reported_on, 'start of month', '+2 months', '-1 day')) as due_on,
  min(iif(n.programme is not null and n.round is not null and n.published_on >= a.reported_on, n.published_on, null)) as done_on,
  iif(count(n.notice_id) > 0, '有审计结果公示，没有写明计划和轮次，或者早于审计报告', null) as unknown,
  max(c.until_on) as covered_until,
  1 as estimated,
  a.basis,
  a.sample
from asked a
left join notices n on n.district = a.district and n.kind = '审计结果公示' and n.sample <= a.sample
  and coalesce(n.programme, a.programme) = a.programme and coalesce(n.round, a.round) = a.round
left join covered c on c.district = a.district and c.table_name = 'notices' and c.kind in ('', '审计结果公示') and c.org_type = ''
  and c.sample = a.sample and c.from_on <= a.reported_on
group by a.district, a.programme, a.round, a.sample
