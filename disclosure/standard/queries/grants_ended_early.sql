-- title: 哪些资助项目中途终止了，退了多少钱？
-- title_en: Which funded projects were ended early, and what was paid back?
-- description: 状态是已终止的项目，和它已经拨了多少、退了多少。没有填退回金额的，是没有填报，不是没有退。
-- description_en: Projects whose status is 已终止, with what was paid out and refunded. An empty refund was not filed; it is not zero.
-- group: grants
-- parameters: district = 区（区） / District; round = 轮次（年份） / Round
-- columns: paid = 已拨（元） / Paid out
select g.district, g.round, g.programme, g.grant_id, g.project, g.org_id, coalesce(o.name, g.org_name) as organisation,
  '/organisations/' || o.org_id || '/' as organisation_permalink, g.awarded,
  (
    select sum(p.amount) from grant_payments p
    where p.district = g.district and p.grant_id = g.grant_id and p.paid_on is not null and p.sample <= g.sample
  ) as paid,
  g.refunded, g.completed_on, '/grants/' || g.district || '/' || g.grant_id || '/' as permalink, g.sample
from grants g
left join organisations o on o.org_id = g.org_id
where g.status = '已终止' and coalesce(:district, '') in ('', g.district)
  and (coalesce(:round, '') = '' or g.round = cast(:round as integer))
order by g.round desc, g.district, g.grant_id
