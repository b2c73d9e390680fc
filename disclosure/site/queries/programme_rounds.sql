with rounds(district, programme, round, sample) as (
  select district, programme, round, sample from grants
  union
  select district, programme, round, sample from notices where programme is not null and round is not null
  union
  select district, programme, round, sample from audits where programme is not null and round is not null
),
asked as (
  select district, programme, round, sample, count(*) as projects, sum(requested) as requested, sum(requested is null) as requested_blank,
    sum(applied_on is not null) as applied, sum(reviewed_on is not null) as reviewed,
    sum(decision = '资助') as funded, sum(decision = '不予资助') as refused, sum(decision = '撤回') as withdrawn, sum(decision = '待定') as pending,
    sum(status = '已完成') as completed, sum(status = '已终止') as ended
  from grants
  group by district, programme, round, sample
),
given as (
  select district, programme, round, sample, count(*) as bodies, sum(awarded) as awarded from grant_sums group by district, programme, round, sample
),
blank as (
  select district, programme, round, sample, count(*) as awarded_blank from grants where decision = '资助' and awarded is null
  group by district, programme, round, sample
),
noticed as (
  select g.district, g.programme, g.round, g.sample, count(*) as noticed
  from grant_review r
  join grants g on g.district = r.district and g.grant_id = r.grant_id
  group by g.district, g.programme, g.round, g.sample
),
paid as (
  select g.district, g.programme, g.round, g.sample, sum(iif(p.paid_on is not null, p.amount, null)) as paid,
    count(p.paid_on) as instalments_paid, count(*) as instalments
  from grant_payments p
  join grants g on g.district = p.district and g.grant_id = p.grant_id and g.sample = p.sample
  group by g.district, g.programme, g.round, g.sample
)
select r.district, r.programme, r.round, coalesce(a.projects, 0) as projects, a.requested, a.requested_blank, a.applied, a.reviewed,
  coalesce(n.noticed, 0) as noticed, a.funded, a.refused, a.withdrawn, a.pending, a.completed, a.ended, g.bodies, g.awarded,
  coalesce(b.awarded_blank, 0) as awarded_blank, p.paid, coalesce(p.instalments_paid, 0) as instalments_paid,
  coalesce(p.instalments, 0) as instalments, r.sample
from rounds r
left join asked a using (district, programme, round, sample)
left join given g using (district, programme, round, sample)
left join blank b using (district, programme, round, sample)
left join noticed n using (district, programme, round, sample)
left join paid p using (district, programme, round, sample)
order by r.sample, r.district, r.programme, r.round desc
