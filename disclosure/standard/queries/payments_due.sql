-- title: 哪些拨款过了约定日期还没有拨付，是逾期还是没到条件？
-- description: :district 区的编号，见 districts 表；留空为全部。看数据截至的那一天；是不是逾期写在 state（见 grant_stages）。
select p.district, p.grant_id, g.project, coalesce(o.name, g.org_name) as organisation, p.instalment, p.amount, p.agreed_on,
  p.condition_met, s.state, s.detail, p.sample
from grant_payments p
join grants g on g.district = p.district and g.grant_id = p.grant_id
join grant_stages s on s.district = p.district and s.grant_id = p.grant_id and s.stage = '第' || p.instalment || '期拨款'
left join organisations o on o.org_id = g.org_id
where p.paid_on is null and p.agreed_on < (select today from build) and coalesce(:district, '') in ('', p.district)
order by p.agreed_on, p.district, p.grant_id, p.instalment
