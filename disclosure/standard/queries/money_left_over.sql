-- title: 已经结束的资助项目，钱用完了吗，退了多少？
-- title_en: Was the money of ended projects all spent, and how much was paid back?
-- description: 已完成、已终止的项目，最后一份季度用款表上的结余和退回金额。whole 是 1 的，到完成为止各季度都报了；空着的是没有填报，不是零。
-- description_en: What the last quarterly account of ended projects had left, and what was refunded. An empty cell was not filed.
-- group: money
-- parameters: district = 区（区） / District; round = 轮次（年份） / Round
-- columns: ends_on = 用款表截至 / Account up to; received = 到账（元） / Received; spent = 已用（元） / Spent; unspent = 结余（元） / Left over;
--   whole = 各季度都报了 / All quarters filed
with latest as (
  select *, row_number() over (partition by district, grant_id, sample order by year desc, quarter desc) as nth from grant_spent
)
select g.district, g.round, g.grant_id, g.project, g.org_id, coalesce(o.name, g.org_name) as organisation,
  '/organisations/' || o.org_id || '/' as organisation_permalink, g.status, g.awarded, s.ends_on, s.received, s.spent, s.unspent,
  g.refunded, s.whole and s.ends_on >= g.completed_on as whole,
  '/grants/' || g.district || '/' || g.grant_id || '/' as permalink, g.sample
from grants g
left join latest s on s.district = g.district and s.grant_id = g.grant_id and s.sample = g.sample and s.nth = 1
left join organisations o on o.org_id = g.org_id
where g.decision = '资助' and g.status in ('已完成', '已终止') and coalesce(:district, '') in ('', g.district)
  and (coalesce(:round, '') = '' or g.round = cast(:round as integer))
order by s.unspent desc, g.district, g.grant_id
