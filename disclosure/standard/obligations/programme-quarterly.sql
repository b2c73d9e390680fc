-- code: programme-quarterly
-- title: 资助项目季度用款表
-- title_en: Quarterly spending of a grant
-- party: 社会组织
-- basis: 各区资助办法的条款（programme_terms：季度用款表）；报送日期办法没有写的，按季后15日估算（待核实）
-- basis_en: Terms of each district’s measures on grants (programme_terms: quarterly spending table); where no day is
--   set, 15 days after the quarter are assumed (to be verified)
-- applies: 规定季度用款表的计划决定资助、已拨第一期的项目，自拨付的那一季起，到完成或终止的那一季止；还没有结束的到计划的结束日，没有结束日或者还在执行的到今天
-- applies_en: Funded projects with a first payment, of programmes that require quarterly spending reports: from the quarter of the
--   payment to that of completion or termination; if not ended, to the planned end, or to today where there is none or it still
--   runs
-- exempt: 到期以前组织已经终止的；完成或终止以后的季度不列
-- exempt_en: bodies that ended before it is due; no quarters after the project
-- due: 每季结束后15日内（估算）
-- due_en: within 15 days of the end of each quarter (estimated)
with recursive spans as (
  select g.district, g.grant_id, b.org_id, p.paid_on, t.basis, g.sample, coalesce(g.completed_on, g.end_on) is null as endless,
    case
      when g.completed_on is not null then g.completed_on
      when g.status = '执行中' then max(g.submitted_on, coalesce(g.end_on, ''))
      when coalesce(g.status, '') not in ('已完成', '已终止') then coalesce(g.end_on, g.submitted_on)
    end as surely_until,
    coalesce(g.completed_on, iif(g.status = '执行中', max(coalesce(g.end_on, ''), d.today), coalesce(g.end_on, d.today))) as until
  from grants g
  join grant_bodies b on b.district = g.district and b.grant_id = g.grant_id
  join grant_terms t on t.district = g.district and t.grant_id = g.grant_id and t.term = '季度用款表' and t.text like '%季%'
  join grant_payments p on p.district = g.district and p.grant_id = g.grant_id and p.instalment = 1 and p.sample <= g.sample
  join build d
  where g.decision = '资助' and p.paid_on is not null
),
quarters as (
  select *, date(paid_on, 'start of month', '-' || ((strftime('%m', paid_on) - 1) % 3) || ' months') as first_day from spans
  union all
  select district, grant_id, org_id, paid_on, basis, sample, endless, surely_until, until, date(first_day, '+3 months')
  from quarters
  where date(first_day, '+3 months') <= until
),
named as (
  select *, cast(strftime('%Y', first_day) as integer) as year, (strftime('%m', first_day) + 2) / 3 as quarter
  from quarters
  where first_day <= until
)
select
  q.district,
  q.org_id,
  json_object('grant_id', q.grant_id, 'year', q.year, 'quarter', q.quarter) as key,
  q.year || '-Q' || q.quarter as period,
  date(q.first_day, '+3 months', '+14 days') as due_on,
  iif(s.reported_on >= date(q.first_day, '+3 months', '-1 day'), s.reported_on, null) as done_on,
  iif(s.reported_on is null and e.ended_by <= date(q.first_day, '+3 months', '+14 days'), '到期前已经注销、撤销或者吊销', null) as exempt,
  case
    when s.grant_id is not null then '没有填写报送日期，或者这一季还没有结束就报了'
    when q.first_day > coalesce(q.surely_until, '') then '没有填写项目哪一天结束，不知道这一季是否还在执行'
    when e.undated then '没有填写注销、撤销或者吊销的日期'
    when q.endless and max(k.until_on) is null then '没有填写项目的结束日期，也没有人声明用款表已经报全'
  end as unknown,
  max(k.until_on) as covered_until,
  1 as estimated,
  q.basis,
  q.sample
from named q
left join bodies_ended e on e.district = q.district and e.org_id = q.org_id and e.sample <= q.sample
left join grant_spending s on s.district = q.district and s.grant_id = q.grant_id and s.year = q.year and s.quarter = q.quarter
  and s.sample <= q.sample
left join grant_cover k on k.district = q.district and k.grant_id = q.grant_id and k.table_name = 'grant_spending'
  and k.sample = q.sample and k.from_on <= q.first_day
group by q.district, q.grant_id, q.first_day
