-- title: 公益创投的每个申请和它得到的钱
-- title_en: Each application to the venture programme and what it got
-- download: yes
-- columns: street = 街道 / Street; state = 结果 / Outcome; paid = 已拨（元） / Paid; left_over = 最近一季末结余（元） / Unspent at the last quarter;
--   satisfied = 终期满意率（%） / Satisfied at the end
select g.district, g.round, g.grant_id, g.org_id, g.org_name, g.street, g.service_field, g.review_score, g.decision, g.requested, g.awarded,
  sum(iif(p.paid_on is not null, p.amount, null)) as paid,
  (
    select s.unspent from grant_spending s
    where s.district = g.district and s.grant_id = g.grant_id and s.sample <= g.sample order by s.year desc, s.quarter desc limit 1
  ) as left_over,
  (
    select round(100.0 * a.people_satisfied / a.people_asked, 1) from grant_assessments a
    where a.district = g.district and a.grant_id = g.grant_id and a.stage = '终期评估' and a.sample <= g.sample
  ) as satisfied,
  g.status, iif(g.decision = '资助', coalesce(g.status, '资助'), coalesce(g.decision, '没有填报')) as state,
  row_number() over (order by g.round desc, g.decision <> '资助', g.awarded desc, g.grant_id) as position, g.sample
from grants g
left join grant_payments p on p.district = g.district and p.grant_id = g.grant_id and p.sample <= g.sample
where g.district = 'haishu' and g.programme = '公益创投'
group by g.district, g.grant_id
