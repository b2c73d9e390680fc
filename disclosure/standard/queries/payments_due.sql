-- title: 哪些拨款过了约定日期还没有拨付，是逾期还是没到条件？
-- title_en: Which payments are past their agreed day: late, or waiting for a condition?
-- description: 看数据截至的那一天；是不是逾期写在 state（见 grant_stages）。没有填约定日期的、项目终止以后不再拨付的不在这里。
-- description_en: As of the day of the build; state says whether it is late. Payments without an agreed day, and those
--   not to be made any more as the grant was broken off, are not shown.
-- group: late
-- parameters: district = 区（区） / District
-- columns: state = 状态 / State; detail = 说明 / Detail; instalment = 期次 / Instalment
select p.district, p.grant_id, g.project, g.org_id, coalesce(o.name, g.org_name) as organisation,
  '/organisations/' || o.org_id || '/' as organisation_permalink, p.instalment, p.amount, p.agreed_on,
  p.condition_met, s.state, s.detail, '/grants/' || p.district || '/' || p.grant_id || '/' as permalink, p.sample
from grant_payments p
join grants g on g.district = p.district and g.grant_id = p.grant_id
join grant_stages s on s.district = p.district and s.grant_id = p.grant_id and s.stage = '第' || p.instalment || '期拨款'
left join organisations o on o.org_id = g.org_id
where p.paid_on is null and p.agreed_on < (select today from build) and coalesce(:district, '') in ('', p.district)
  and s.state <> '不适用'
order by p.agreed_on, p.district, p.grant_id, p.instalment
