-- title: 由已公布的记录来衡量的目标：看什么，看哪一天
-- title_en: Each target that held records measure: of what, and on which day
-- note: measured_by names a view measured_* and, after a /, of what (a title, a kind, a level of places). The day is the due day, or the
--   last year's end before today for a target that is not due yet. register_on: the same, as far as all organisations are filed.
-- columns: view = 用哪个视图衡量 / Measured by the view; what = 衡量什么 / Of what; year_end = 年末 / End of the year; register_on = 看名录的哪一天 / Day of
--   the register; register_year_end = 名录的年末 / Year's end of the register
with known as (
  select c.district, c.sample, min(c.until_on, b.today) as known_on
  from covered c, build b
  where c.table_name = 'organisations' and c.kind = '' and c.org_type = '' and c.from_on < '1950-01-01'
),
asked as (
  select t.*, coalesce(t.due_on, t.due_year || '-12-31') as due, b.today, instr(t.measured_by || '/', '/') as cut, k.known_on,
    date(b.today, '+1 day', 'start of year', '-1 day') as last_end,
    date(k.known_on, '+1 day', 'start of year', '-1 day') as known_end
  from targets t
  join build b
  left join known k on k.district = t.district and k.sample = t.sample
  where t.measured_by like 'measured\_%' escape '\'
)
select
  district,
  plan,
  indicator,
  dimension,
  due_year,
  measured_by,
  substr(measured_by, 1, cut - 1) as view,
  nullif(substr(measured_by, cut + 1), '') as what,
  value,
  value_max,
  unit,
  recurrence = '每年' as yearly,
  from_year,
  iif(due <= today, due, last_end) as as_of,
  min(substr(due, 1, 4) || '-12-31', last_end) as year_end,
  iif(due <= known_on, due, known_end) as register_on,
  min(substr(due, 1, 4) || '-12-31', known_end) as register_year_end,
  sample
from asked
