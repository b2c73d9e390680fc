-- title: 每个组织每轮得到的资助与上限
-- title_en: What each body was awarded in a round, beside the cap
-- download: yes
-- note: A body by its code and by its name is one. counted: without the grants that an approval lifts above the cap, and those
--   decided under no cap; of a name that fits several bodies the largest grant alone, since the others may be another's. Where the
--   cap changed within the round and the grants under one of them exceed it, these are told with it. blank: how many of the counted
--   name no amount, or have no day, so that it is not known which cap they are under; doubtful: grants by name may be this body's or
--   another's.
-- columns: body = 组织的代码或者名称 / Body, by code or name; counted = 计入的金额（元） / Awards counted; blank = 没有填写金额的项目（个） / Projects without an
--   award; last_cap = 最后一个项目适用的上限（元） / Cap of the last grant; doubtful = 名称不止一家 / Several of that name;
--   approvals = 经批准不计入的 / Not counted by approval
with funded as (
  select g.district, g.programme, g.round, g.grant_id, g.awarded, g.approval_no, b.org_id, b.body, b.ambiguous, t.value as cap, t.basis,
    g.approval_no is null and t.value is not null as capped, g.sample,
    sum(iif(g.approval_no is null and not b.ambiguous, g.awarded, null))
      over (partition by g.district, g.programme, g.round, b.body, g.sample, t.value) as under_it,
    first_value(t.value) over (
      partition by g.district, g.programme, g.round, b.body, g.sample order by coalesce(g.decided_on, g.agreement_on) desc
    ) as last_cap,
    g.approval_no is null and t.value is null and coalesce(g.decided_on, g.agreement_on) is null and exists (
      select 1 from programme_terms p
      where p.district = g.district and p.programme = g.programme and p.term = '资助上限' and p.sample <= g.sample
    ) as undated
  from grants g
  join grant_bodies b on b.district = g.district and b.grant_id = g.grant_id
  left join grant_terms t on t.district = g.district and t.grant_id = g.grant_id and t.term = '资助上限'
  where g.decision = '资助'
),
doubts as (
  select distinct f.district, f.programme, f.round, c.org_id, f.sample
  from funded f
  join grant_candidates c on c.district = f.district and c.grant_id = f.grant_id
  where f.ambiguous
)
select f.district, f.programme, f.round, f.org_id, f.body, min(f.grant_id) as grant_id, count(*) as projects, sum(f.awarded) as awarded,
  coalesce(
    max(iif(f.under_it > f.cap, f.under_it, null)),
    iif(max(f.ambiguous), max(iif(f.capped, f.awarded, null)), sum(iif(f.capped, f.awarded, null))), 0
  ) as counted,
  sum(f.capped and f.awarded is null or f.undated) as blank,
  max(f.ambiguous or d.org_id is not null) as doubtful,
  group_concat(f.approval_no, '、') as approvals,
  coalesce(max(iif(f.under_it > f.cap, f.cap, null)), max(f.cap)) as cap, max(f.last_cap) as last_cap,
  replace(group_concat(distinct f.basis), ',', '；') as basis, f.sample
from funded f
left join doubts d on d.district = f.district and d.programme = f.programme and d.round = f.round and d.org_id = f.body
  and d.sample = f.sample
group by f.district, f.programme, f.round, f.body, f.sample
