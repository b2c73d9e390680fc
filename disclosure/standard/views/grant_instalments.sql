-- title: 每一期拨款要等什么
-- title_en: What each instalment has to wait for
-- download: yes
-- note: not_before and not_after: the days that the terms set, reckoned from the agreement or the instalment before; needs: the
--   assessment to be passed first, needed_on the day it was. early: 1 paid (or, unpaid, asked for today) too early; met: 1 the
--   assessment was passed in time, 0 it surely was not, empty unknown.
-- columns: earlier = 前一期 / Instalment before; earlier_on = 前一期哪天拨 / Instalment before paid on; not_before = 最早哪天 / Not before; not_after
--   = 最迟哪天 / Not after; needs = 要通过的评估 / Assessment to be passed; needed_on = 评估哪天通过 / Assessment passed on; early = 拨得太早 / Paid too
--   early; met = 条件满足 / Condition met; late_unbound = 签协议早于条款施行，拨得比条款晚 / Paid after a limit that came after the agreement
with filed as (
  select p.district, p.grant_id, p.instalment, b.org_id, g.round, g.decision, g.status, g.awarded, p.amount, g.agreement_on, p.agreed_on,
    p.paid_on, coalesce(p.paid_on, (select today from build)) as day, p.condition_met, e.instalment as earlier, e.paid_on as earlier_on,
    d.on_date, d.basis as time_basis, coalesce(p.instalment = 1 and g.agreement_on < d.from_on, 0) as bound_later,
    c.text as needs, c.basis as needs_basis, a.result, a.assessed_on, max(k.until_on) as covered_until,
    p.sample
  from grant_payments p
  join grants g on g.district = p.district and g.grant_id = p.grant_id
  join grant_bodies b on b.district = p.district and b.grant_id = p.grant_id
  left join grant_payments e on e.district = p.district and e.grant_id = p.grant_id and e.instalment = p.instalment - 1
    and e.sample <= p.sample
  left join grant_days d on d.district = p.district and d.grant_id = p.grant_id
    and d.term = iif(p.instalment = 1, '首期拨款期限', '第' || p.instalment || '期最早')
  left join grant_terms c on c.district = p.district and c.grant_id = p.grant_id and c.term = '第' || p.instalment || '期条件'
  left join grant_assessments a on a.district = p.district and a.grant_id = p.grant_id and a.stage = c.text and a.sample <= p.sample
  left join grant_cover k on k.district = p.district and k.grant_id = p.grant_id and k.table_name = 'grant_assessments'
    and k.sample = p.sample and k.from_on <= coalesce(g.agreement_on, g.start_on, g.decided_on, g.round || '-01-01')
  group by p.district, p.grant_id, p.instalment
),
timed as (
  select *,
    iif(instalment = 1, agreement_on, nullif(max(coalesce(on_date, ''), coalesce(earlier_on, '')), '')) as not_before
  from filed
)
select district, grant_id, instalment, org_id, round, decision, status, awarded, amount, agreement_on, agreed_on, paid_on, earlier,
  earlier_on, not_before, iif(instalment = 1 and not bound_later, on_date, null) as not_after,
  bound_later and paid_on > on_date as late_unbound, needs,
  iif(result = '通过', assessed_on, null) as needed_on, result,
  condition_met,
  coalesce(day < not_before, 0) or earlier is not null and earlier_on is null as early,
  case
    when needs is null then null
    when result = '通过' then assessed_on <= day
    when condition_met = 0 or result = '不通过' then 0
    when result is not null then iif(condition_met, null, 0)
    when needs in ('中期评估', '终期评估') and covered_until >= coalesce(paid_on, date(day, '-1 year')) then 0
  end as met,
  coalesce(time_basis || iif(needs_basis <> time_basis, '；' || needs_basis, ''), needs_basis) as basis, sample
from timed
