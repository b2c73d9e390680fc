-- title: 逾期的事从哪一天起知道是逾期
-- title_en: Since which day what is overdue is known to be
-- note: A row per due day and day to which it is counted. known_on: the day after the due day, or the first on which a declaration that
--   all is filed came that reached past the due day, of the tables whose declarations now reach counted_to.
-- columns: known_on = 从哪一天起知道 / Known since
with overdue as (
  select distinct district, due_on, counted_to, sample
  from duty_cases
  where status = '逾期未报'
)
select o.district, o.due_on, o.counted_to,
  max(date(o.due_on, '+1 day'), coalesce((
    select min(h.submitted_on)
    from coverage_history h
    where h.district = o.district and h.sample <= o.sample and h.until_on > o.due_on and h.table_name in (
      select c.table_name from coverage c where c.district = o.district and c.until_on = o.counted_to and c.sample <= o.sample
    )
  ), '')) as known_on,
  o.sample
from overdue o
