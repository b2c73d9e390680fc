-- title: 每个项目的经过
-- title_en: The life line of each grant
-- download: yes
-- note: Call, jury, notice, agreement, payments, quarterly reports, assessments, end, audit. on_date is when a stage was reached,
--   due_on when it was to be, as its duty says where there is one (obligations); an instalment after the first is due on the day agreed
--   if what it waits for had come by then. 未到条件: what it waits for has not come. 逾期 only where the records are said to be complete.
--   Of a grant that was broken off the end is 终止; what was not to be paid by then, or by the end of the body, is not paid any more
--   (不适用).
with day as (
  select today from build
),
duties as (
  select district, obligation, period, due_on, sample,
    cast(coalesce(json_extract(key, '$.grant_id'), json_extract(key, '$.programme')) as text) as whose,  -- as text it is found by an index
    case status when '逾期未报' then '逾期' when '无法判断' then '没有填报' when '不适用' then '不适用' end as told
  from obligations
  where obligation in ('first-payment', 'review-notice', 'programme-mid-term', 'programme-final', 'programme-audit')
),
quarterly as (
  select district, cast(json_extract(key, '$.grant_id') as text) as grant_id, sample, max(done_on) as on_date,
    min(iif(done_on is null and status <> '不适用', due_on, null)) as due_on,
    sum(done_on is not null) || ' 季已报送，共 ' || sum(status <> '不适用') || ' 季' as detail,
    case
      when sum(status <> '不适用') = 0 then '不适用'
      when sum(status = '逾期未报') > 0 then '逾期'
      when sum(status = '无法判断') > 0 then '没有填报'
      when sum(status = '未到期') > 0 then iif(max(done_on) is null, '未到期', '进行中')
      when sum(status = '逾期报送') > 0 then '晚于约定'
      else '已完成'
    end as told
  from obligations
  where obligation = 'programme-quarterly'
  group by 1, 2
),
instalments as (
  select i.*, d.due_on as duty_on, d.told, max(k.until_on) as covered_until,
    case
      when i.needs is null then coalesce(i.not_before, '')
      when i.met then max(coalesce(i.not_before, ''), i.needed_on)
    end as ready_on,
    i.paid_on is null and g.status = '已终止'
      and (i.early or i.met = 0 or coalesce(d.due_on, i.agreed_on) > coalesce(g.completed_on, g.submitted_on, day.today)) as stopped,
    i.paid_on is null and e.ended_by <= coalesce(d.due_on, i.agreed_on) as closed
  from grant_instalments i
  join day
  left join grants g on g.district = i.district and g.grant_id = i.grant_id and g.sample <= i.sample
  left join bodies_ended e on e.district = i.district and e.org_id = i.org_id and e.sample <= i.sample
  left join duties d on d.district = i.district and d.obligation = 'first-payment' and d.whose = i.grant_id and i.instalment = 1
  left join grant_cover k on k.district = i.district and k.grant_id = i.grant_id and k.table_name = 'grant_payments'
    and k.sample = i.sample and k.from_on <= i.agreement_on
  group by i.district, i.grant_id, i.instalment
),
audited as (
  select g.district, g.grant_id, a.report_date
  from grants g
  join audits a on a.district = g.district and a.grant_id = g.grant_id and a.sample <= g.sample
  union all
  select g.district, g.grant_id, a.report_date
  from audits a
  join grants g on g.district = a.district and g.programme = a.programme and g.round = a.round and g.sample >= a.sample
  where a.kind = '公益创投审计' and g.decision = '资助'
),
stages(district, grant_id, sample, position, stage, on_date, due_on, told, known_until, detail) as (
  select g.district, g.grant_id, g.sample, 10, '征集', n.published_on, null, null, null, n.title
  from grants g
  left join notices n on n.district = g.district and n.notice_id = g.call_notice_id and n.kind = '征集公告' and n.sample <= g.sample
  union all
  select district, grant_id, sample, 20, '申报', applied_on, null, null, null, null from grants
  union all
  select district, grant_id, sample, 30, '评审', reviewed_on, null, null, null, '评审 ' || jury_size || ' 人' from grants
  union all
  select g.district, g.grant_id, g.sample, 40, '公示结束', n.end_on, d.due_on, iif(n.end_on is null, d.told, null), null, n.title
  from grants g
  left join grant_review n on n.district = g.district and n.grant_id = g.grant_id
  left join duties d on d.district = g.district and d.obligation = 'review-notice' and d.whose = g.grant_id
  union all
  select district, grant_id, sample, 50, '决定', decided_on, null, null, null, decision from grants
  union all
  select district, grant_id, sample, 60, '签订协议', agreement_on, null, null, null, null from grants
  union all
  select district, grant_id, sample, 60 + instalment, '第' || instalment || '期拨款', paid_on,
    coalesce(duty_on, iif(ready_on <= agreed_on, agreed_on, null)),
    case when stopped or closed then '不适用' when paid_on is null then iif(early or met = 0, '未到条件', told) end, covered_until,
    printf('%.2f 元', amount) || iif(stopped, '，项目已终止，不再拨付', '')
  from instalments
  union all
  select district, grant_id, sample, 70, '季度用款表', on_date, due_on, told, null, detail from quarterly
  union all
  select g.district, g.grant_id, g.sample, iif(a.stage = '中期评估', 75, 80), a.stage, s.assessed_on, d.due_on,
    iif(s.assessed_on is null, coalesce(d.told, iif(d.due_on is null, '不适用', null)), null), null, s.result
  from grants g
  join (select '中期评估' as stage, 'programme-mid-term' as obligation union all select '终期评估', 'programme-final') a
  left join grant_assessments s on s.district = g.district and s.grant_id = g.grant_id and s.stage = a.stage and s.sample <= g.sample
  left join duties d on d.district = g.district and d.obligation = a.obligation and d.whose = g.grant_id
  union all
  select district, grant_id, sample, 85, iif(status = '已终止', '终止', '完成'), completed_on, iif(status = '已终止', null, end_on), null,
    iif(status = '执行中', submitted_on, null), null
  from grants
  union all
  select g.district, g.grant_id, g.sample, 90, '完成公告', n.published_on, null, null, null, n.title
  from grants g
  left join notices n on n.district = g.district and n.notice_id = g.completion_notice_id and n.kind = '项目完成公告' and n.sample <= g.sample
  union all
  select g.district, g.grant_id, g.sample, 95, '审计', min(a.report_date), d.due_on,
    iif(min(a.report_date) is null, coalesce(d.told, iif(d.due_on is null, '不适用', null)), null), null, null
  from grants g
  left join audited a on a.district = g.district and a.grant_id = g.grant_id
  left join duties d on d.district = g.district and d.obligation = 'programme-audit' and d.whose = g.programme and d.period = g.round || ''
    and d.sample = g.sample
  group by g.district, g.grant_id
)
select
  s.district,
  s.grant_id,
  s.position,
  s.stage,
  s.on_date,
  s.due_on,
  case
    when s.on_date is null and g.decision <> '资助' then '不适用'
    when s.told is not null then s.told
    when s.on_date > s.due_on then '晚于约定'
    when s.on_date > day.today then '进行中'
    when s.on_date is not null then '已完成'
    when s.due_on >= day.today then '未到期'
    when s.due_on < min(s.known_until, day.today) then '逾期'
    else '没有填报'
  end as state,
  s.detail,
  s.sample
from stages s
join grants g on g.district = s.district and g.grant_id = s.grant_id
join day
