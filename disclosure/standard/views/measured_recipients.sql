-- title: 由荣誉来衡量的目标：有几个不同的得奖者
-- title_en: The honours that a target counts: how many different recipients
-- note: A recipient is told by its code, and by its name where no body is called so or one alone. A name that several bodies bear is one of
--   them, perhaps one that is counted by its code already: value is the fewest, most the most there can be.
-- columns: awards = 几项荣誉 / Honours; view = 用哪个视图衡量 / Measured by the view; value = 最少几个 / At least; most = 最多几个 / At most;
--   whole = 报全了 / All filed; year_end = 年末 / End of the year
with bearers as (
  select district, name, org_id, sample from organisations
  union
  select district, recipient, org_id, sample from honours where org_id is not null
),
awards as (
  select a.*, a.org_id is null and exists (
      select 1 from bearers b where b.district = a.district and b.name = a.recipient and b.sample = a.sample
    ) as shared
  from measured_awards a
  where a.view in ('measured_honours', 'measured_latest_honours')
),
shared as (
  select a.view, a.district, a.plan, a.indicator, a.dimension, a.due_year, a.recipient, count(*) as times,
    (
      select count(distinct b.org_id) from bearers b
      where b.district = a.district and b.name = a.recipient and b.sample = a.sample
    ) as bodies,
    (
      select count(distinct k.org_id)
      from awards k
      join bearers b on b.org_id = k.org_id and b.district = k.district and b.sample = k.sample and b.name = a.recipient
      where k.view = a.view and k.district = a.district and k.plan = a.plan and k.indicator = a.indicator
        and k.dimension = a.dimension and k.due_year = a.due_year
    ) as counted
  from awards a
  where a.shared
  group by a.view, a.district, a.plan, a.indicator, a.dimension, a.due_year, a.recipient
),
beside as (
  select view, district, plan, indicator, dimension, due_year, sum(counted = 0) as least,
    sum(min(bodies, counted + times) - counted) as most
  from shared
  group by view, district, plan, indicator, dimension, due_year
)
select a.view, a.district, a.plan, a.indicator, a.dimension, a.due_year, a.measured_by, a.year_end, a.unit, a.whole,
  count(distinct iif(a.shared, null, coalesce(a.org_id, a.recipient))) + coalesce(b.least, 0) as value,
  count(distinct iif(a.shared, null, coalesce(a.org_id, a.recipient))) + coalesce(b.most, 0) as most,
  count(a.recipient) as awards, a.sample
from awards a
left join beside b on b.view = a.view and b.district = a.district and b.plan = a.plan and b.indicator = a.indicator
  and b.dimension = a.dimension and b.due_year = a.due_year
group by a.view, a.district, a.plan, a.indicator, a.dimension, a.due_year
