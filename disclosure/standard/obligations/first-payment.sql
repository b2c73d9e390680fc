-- code: first-payment
-- title: 第一期拨款
-- title_en: First payment of a grant
-- party: 登记管理机关
-- party_en: registration authority
-- basis: 各区资助办法的条款（programme_terms：首期拨款期限）
-- basis_en: Terms of each district’s measures on grants (programme_terms: time limit of the first payment)
-- applies: 计划规定了首期拨款期限的、决定资助并已签协议的项目
-- applies_en: Funded projects with a signed agreement, of programmes that set a time limit for the first payment
-- exempt: 到期以前项目或者组织已经终止的
-- exempt_en: projects or bodies that ended before it is due
-- due: 签订协议后规定的月数以内
-- due_en: within the months set, from the agreement
select
  g.district,
  b.org_id,
  json_object('grant_id', g.grant_id) as key,
  cast(g.round as text) as period,
  d.on_date as due_on,
  iif(g.agreement_on < d.from_on and p.paid_on > d.on_date, null, p.paid_on) as done_on,
  case
    when coalesce(p.paid_on > d.on_date, 1) and g.status = '已终止' and g.completed_on <= d.on_date then '到期以前项目已经终止'
    when coalesce(p.paid_on > d.on_date, 1) and e.ended_by <= d.on_date then '到期前已经注销、撤销或者吊销'
  end as exempt,
  case
    when g.agreement_on < d.from_on then '签协议的时候，这一条还没有施行'
    when g.status = '已终止' and g.completed_on is null then '项目已结束，没有填写是哪一天'
    when e.undated then '没有填写注销、撤销或者吊销的日期'
  end as unknown,
  max(k.until_on) as covered_until,
  0 as estimated,
  d.basis,
  g.sample
from grants g
join grant_bodies b on b.district = g.district and b.grant_id = g.grant_id
join grant_days d on d.district = g.district and d.grant_id = g.grant_id and d.term = '首期拨款期限'
left join bodies_ended e on e.district = b.district and e.org_id = b.org_id and e.sample <= g.sample
left join grant_payments p on p.district = g.district and p.grant_id = g.grant_id and p.instalment = 1 and p.sample <= g.sample
left join grant_cover k on k.district = g.district and k.grant_id = g.grant_id and k.table_name = 'grant_payments'
  and k.sample = g.sample and k.from_on <= min(g.agreement_on, coalesce(g.decided_on, g.applied_on, g.round || '-01-01'))
where g.decision = '资助' and g.agreement_on is not null
group by g.district, g.grant_id
