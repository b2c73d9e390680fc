-- The life line of each grant: call, jury, notice, agreement, payments, quarterly reports, assessments, end, audit.
-- on_date is when a stage was reached, due_on when it was to be; what the grant is not funded for does not apply.
with duty as (
  select district, json_extract(key, '$.grant_id') as grant_id, obligation, due_on from obligations
),
quarterly as (
  select district, json_extract(key, '$.grant_id') as grant_id,
    sum(done_on is not null) as reported, count(*) as quarters,
    max(done_on) as last_on, min(iif(done_on is null, due_on, null)) as next_due
  from obligations
  where obligation = 'programme-quarterly'
  group by 1, 2
),
stages as (
  select g.district, g.grant_id, g.sample, g.decision, 10 as position, '征集' as stage, n.published_on as on_date, null as due_on, n.title as detail
  from grants g left join notices n on n.district = g.district and n.notice_id = g.call_notice_id
  union all
  select district, grant_id, sample, decision, 20, '申报', applied_on, null, null from grants
  union all
  select district, grant_id, sample, decision, 30, '评审', reviewed_on, null, iif(jury_size is null, null, '评审 ' || jury_size || ' 人') from grants
  union all
  select g.district, g.grant_id, g.sample, g.decision, 40, '公示结束', n.end_on, g.agreement_on, n.title
  from grants g left join notices n on n.district = g.district and n.notice_id = g.review_notice_id
  union all
  select district, grant_id, sample, decision, 50, '决定', decided_on, null, decision from grants
  union all
  select district, grant_id, sample, decision, 60, '签订协议', agreement_on, null, null from grants
  union all
  select p.district, p.grant_id, p.sample, g.decision, 60 + p.instalment, '第' || p.instalment || '期拨款', p.paid_on, p.agreed_on, printf('%.2f 元', p.amount)
  from grant_payments p join grants g on g.district = p.district and g.grant_id = p.grant_id
  union all
  select g.district, g.grant_id, g.sample, g.decision, 70, '季度用款表', q.last_on, q.next_due, printf('%d 季中报送了 %d 季', q.quarters, q.reported)
  from quarterly q join grants g on g.district = q.district and g.grant_id = q.grant_id
  union all
  select g.district, g.grant_id, g.sample, g.decision, 75, '中期评估', a.assessed_on, d.due_on, a.result
  from grants g
  left join grant_assessments a on a.district = g.district and a.grant_id = g.grant_id and a.stage = '中期评估'
  left join duty d on d.district = g.district and d.grant_id = g.grant_id and d.obligation = 'programme-mid-term'
  union all
  select g.district, g.grant_id, g.sample, g.decision, 80, '终期评估', a.assessed_on, d.due_on, a.result
  from grants g
  left join grant_assessments a on a.district = g.district and a.grant_id = g.grant_id and a.stage = '终期评估'
  left join duty d on d.district = g.district and d.grant_id = g.grant_id and d.obligation = 'programme-final'
  union all
  select district, grant_id, sample, decision, 85, '完成', completed_on, end_on, null from grants
  union all
  select g.district, g.grant_id, g.sample, g.decision, 90, '完成公告', n.published_on, null, n.title
  from grants g left join notices n on n.district = g.district and n.notice_id = g.completion_notice_id
  union all
  select g.district, g.grant_id, g.sample, g.decision, 95, '审计',
    (select min(a.report_date) from audits a where a.district = g.district
      and (a.grant_id = g.grant_id or (a.kind = '公益创投审计' and a.programme = g.programme and a.round = g.round))),
    iif(g.programme = '公益创投', (g.round + 1) || '-12-31', null), null
  from grants g
)
select
  district,
  grant_id,
  position,
  stage,
  on_date,
  due_on,
  case
    when on_date is not null and stage = '季度用款表' and due_on is not null and due_on < (select today from build) then '逾期'
    when on_date is not null and stage = '季度用款表' and due_on is not null then '进行中'
    when on_date is not null and due_on is not null and stage <> '公示结束' and on_date > due_on then '晚于约定'
    when on_date is not null then '已完成'
    when decision <> '资助' then '不适用'
    when due_on is null then '没有填报'
    when due_on < (select today from build) then '逾期'
    else '未到期'
  end as state,
  detail,
  sample
from stages
