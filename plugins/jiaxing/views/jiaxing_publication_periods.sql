-- title: 按公布周期，每一期应在哪一天以前公布、哪天公布的
-- title_en: By the interval of publication: until when each issue was due, and when it came
-- note: One row per interval since the term 公布周期 of 信息公开 began, up to the one that runs; the opinion of 2010 sets no interval.
-- columns: since = 这一期从 / From; due_on = 应在这天以前 / Due by; done_on = 公布日期 / Published on;
--   state = 情况 / State; basis = 依据 / Basis
with recursive terms as (
  select t.district, t.from_on, cast(t.value as integer) as months, t.sample,
    min(
      t.until_on,
      coalesce(lead(date(t.from_on, '-1 day')) over (partition by t.district, t.sample order by t.from_on), '9999-12-31')
    ) as until_on,
    t.basis
  from terms_in_force t
  where t.district = 'jiaxing' and t.programme = '信息公开' and t.term = '公布周期' and t.unit = '月' and t.value >= 1
),
issues as (
  select *, 0 as nth, from_on as since from terms
  union all
  select i.district, i.from_on, i.months, i.sample, i.until_on, i.basis, i.nth + 1,
    min(
      date(i.from_on, printf('+%d months', (i.nth + 1) * i.months)),
      date(i.from_on, 'start of month', printf('+%d months', (i.nth + 1) * i.months + 1), '-1 day')
    )
  from issues i, build b
  where date(i.from_on, 'start of month', printf('+%d months', (i.nth + 1) * i.months)) <= min(b.today, i.until_on)
),
begun as (
  select i.* from issues i, build b where i.since <= min(b.today, i.until_on)
),
dated as (
  select *,
    date(
      min(
        date(from_on, printf('+%d months', (nth + 1) * months)),
        date(from_on, 'start of month', printf('+%d months', (nth + 1) * months + 1), '-1 day')
      ), '-1 day'
    ) as due_on -- the next begins on the same day of its month, or on its last
  from begun
),
issued as (
  select d.district, d.since, d.due_on, d.basis, d.sample, b.today,
    (
      select min(n.published_on)
      from notices n
      where n.district = d.district and n.programme = '信息公开' and n.published_on between d.since and d.due_on and n.sample <= d.sample
    ) as done_on,
    exists (
      select 1 from notices n
      where n.district = d.district and n.programme is null and n.kind = '其他' and n.published_on between d.since and d.due_on
        and n.sample <= d.sample
    ) as perhaps,
    (
      select c.until_on
      from covered c
      where c.district = d.district and c.table_name = 'notices' and c.kind = '' and c.org_type = '' and c.sample = d.sample
        and c.from_on <= d.since
    ) as covered_until
  from dated d, build b
  where d.due_on <= d.until_on
)
select district, since, due_on, done_on, covered_until, basis,
  iif(perhaps, '这一期里有的公告没有写明计划，也许就是它', null) as unknown,
  case
    when done_on is not null then '已公布'
    when due_on >= today then '还没有到期'
    when perhaps then '不知道'
    when covered_until > due_on then '没有公布'
    else '不知道'
  end as state,
  sample
from issued
