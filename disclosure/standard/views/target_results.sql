-- title: 每个目标到期时的实际值，达到没有
-- title_en: What each target came to by the day it fell due, and whether it was reached
-- download: yes
-- description: 每个目标到期时的实际值，达到没有。实际值是到期那天起一年以内最早的数，同一天的文件不一致的留空；earlier 是到期以前最近的数，只供参考。写作约数、区间的按它的范围比。
-- note: Judged by the figure dated nearest after that day, within a year; a figure dated later than today is a forecast. A figure
--   is a range (statistics_ranges), as the target is: within it reached, apart from it missed, else undecided. More than a number to be
--   reached (=) is not missed: whether more was allowed the plans do not say. Figures that disagree
--   decide nothing: those of one day, or, where none is dated on the due day itself, those of the year after.
--   A target of every year since an earlier one (from_year) is missed if it was in the last; reached then, it is undecided, since the
--   years before are not compared. Without from_year a row speaks of its own year.
--   earlier: the latest figure from before that day, which judges nothing. No result yet where only figures of other days are filed,
--   no data where none is.
-- columns: actual = 实际值 / Actual; actual_on = 实际值的日期 / Day of the actual; status = 达到了吗 / Reached; due = 到期日 / Due on; actual_max = 实际值上限
--   / Upper end of the actual; actual_qualifier = 实际值的修饰词 / Qualifier of the actual; actual_source = 实际值的出处 / Source of the actual;
--   earlier = 到期以前的数 / Earlier figure; earlier_max = 到期以前的数的上限 / Upper end of the earlier figure; earlier_qualifier = 到期以前的数的修饰词 /
--   Qualifier of the earlier figure; earlier_unit = 到期以前的数的单位 / Unit of the earlier figure; earlier_on = 到期以前的数的日期 / Day of the earlier
--   figure; earlier_source = 到期以前的数的出处 / Source of the earlier figure
with dated as (
  select rowid as position, *, coalesce(due_on, due_year || '-12-31') as due
  from targets
),
asked as (
  select *,
    min(date(due, '+1 year'), date(due, 'start of month', '+13 months', '-1 day')) as until,
    iif(comparison = '≤', -9e999, value) as least,
    comparison = '>' as least_open,
    case when comparison in ('≥', '>') then 9e999 when comparison = '区间' then value_max else value end as most
  from dated
),
figures(district, plan, indicator, due_year, measure, dimension, as_of, year, value, value_max, qualifier, unit, low, low_open, high,
  source, sample) as (
  select district, null as plan, indicator, null as due_year, indicator as measure, dimension, as_of, year, value, value_max, qualifier,
    unit, coalesce(low, -9e999), low_open, coalesce(high, 9e999), source, sample
  from statistics_ranges
  union all
  select district, plan, indicator, due_year, measured_by, dimension, as_of, substr(as_of, 1, 4) + 0, value, value_max, qualifier, unit,
    iif(qualifier in ('约', '近'), -9e999, value), coalesce(qualifier, '') in ('超过', '余'),
    iif(coalesce(qualifier, '近') = '近', coalesce(value_max, value), 9e999), measured_by, sample
  from measured
),
compared as (
  select t.position, t.due, f.*,
    f.unit = replace(t.unit, '％', '%') as same_unit,
    f.as_of between t.due and t.until and (t.recurrence is not '每年' or f.year = t.due_year) as fits,
    case
      when (f.low > t.least or f.low = t.least and f.low_open >= t.least_open) and f.high <= t.most then 1
      when t.comparison = '约' then null
      when f.high < t.least or f.high = t.least and t.least_open then 0
      when t.comparison = '=' then null
      when f.low > t.most or f.low = t.most and f.low_open then 0
    end as reached
  from asked t
  join figures f on f.district = t.district and f.measure = coalesce(t.measured_by, t.indicator) and f.dimension = t.dimension
    and (f.plan is null or f.plan = t.plan and f.indicator = t.indicator and f.due_year = t.due_year)
    and f.sample <= t.sample and f.as_of <= (select today from build)
),
deciding as (
  select *,
    row_number() over (partition by position order by as_of, reached is null, source) as nth,
    min(value) over same_day <> max(value) over same_day
      or min(coalesce(value_max, value)) over same_day <> max(coalesce(value_max, value)) over same_day
      or min(low_open) over same_day <> max(low_open) over same_day as differ,
    as_of > due and min(reached) over year_after <> max(reached) over year_after as disagree,
    group_concat(source || ' ' || printf('%.12g', value), '、')
      over (same_day order by source rows between unbounded preceding and unbounded following) as told
  from compared
  where fits and same_unit
  window same_day as (partition by position, as_of), year_after as (partition by position)
),
earlier as (
  select *, row_number() over (partition by position order by as_of desc, source) as nth
  from compared
  where as_of < due
),
judged as (
  select t.*, d.as_of, iif(d.differ, null, d.value) as actual, d.value_max as actual_max, d.qualifier as actual_qualifier,
    d.source as actual_source, e.value as earlier, e.value_max as earlier_max, e.qualifier as earlier_qualifier, e.unit as earlier_unit,
    e.as_of as earlier_on, e.source as earlier_source,
    case
      when d.differ then '同一天的数不一致：' || d.told
      when d.disagree then '期限以后一年内的数，有的达到，有的没有'
      when t.recurrence is not '每年' and t.from_year < t.due_year and d.plan is null and d.reached is not null
        and not (d.reached and t.comparison in ('≥', '>')) then '几年合计的目标，不知道这个数是不是几年的合计'
      when d.reached and t.recurrence = '每年' and t.from_year < t.due_year then '每年的目标：最后一年达到了，以前各年没有比'
      when d.reached is not null then null
      when t.comparison = '=' and (d.low > t.value or d.low = t.value and d.low_open) then '实际比目标多，原文没有写不能超过'
      when d.source like 'measured\_%' escape '\' then '有的情况没有填报，或者没有声明报全，只知道一个范围'
      when d.position is not null then '公布的数或者目标不是确定的数，比不出来'
      when exists (select 1 from compared c where c.position = t.position and c.fits) then '公布的数与目标的单位不同'
    end as unknown,
    exists (select 1 from compared c where c.position = t.position) as any_figure,
    d.reached
  from asked t
  left join deciding d on d.position = t.position and d.nth = 1
  left join earlier e on e.position = t.position and e.nth = 1
)
select
  district,
  plan,
  indicator,
  dimension,
  due_year,
  value,
  actual,
  as_of as actual_on,
  case
    when unknown is not null then '无法判断'
    when reached then '达到'
    when reached = 0 then '未达到'
    when any_figure then '尚无结果'
    else '无数据'
  end as status,
  comparison,
  value_max,
  unit,
  recurrence,
  due_on,
  due,
  actual_max,
  actual_qualifier,
  actual_source,
  earlier,
  earlier_max,
  earlier_qualifier,
  earlier_unit,
  earlier_on,
  earlier_source,
  unknown as detail,
  source,
  section,
  measured_by,
  note,
  position,
  sample
from judged
