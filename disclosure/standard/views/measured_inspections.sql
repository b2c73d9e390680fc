-- title: 一年里组织了几次某一种检查
-- title_en: How many times inspections of a kind were held in a year
-- note: measured_inspections/kind. How many single checks made up one inspection is not filed: at least one where there was a check, at
--   most as many as there were days with checks.
with counted as (
  select a.*, count(distinct iif(s.kind = a.what, s.checked_on, null)) as days, count(distinct s.checked_on) as perhaps,
    exists (
      select 1 from covered c
      where c.district = a.district and c.sample = a.sample and c.table_name = 'spot_checks' and c.kind in ('', a.what) and c.org_type = ''
        and c.from_on <= substr(a.year_end, 1, 4) || '-01-01' and c.until_on >= a.year_end
    ) as whole
  from measured_asked a
  left join spot_checks s on s.district = a.district and s.sample = a.sample and coalesce(s.kind, a.what) = a.what
    and substr(s.checked_on, 1, 4) = substr(a.year_end, 1, 4)
  where a.view = 'measured_inspections'
  group by a.district, a.plan, a.indicator, a.dimension, a.due_year
)
select district, plan, indicator, dimension, due_year, measured_by, year_end as as_of, days > 0 as value,
  iif(whole and perhaps > (days > 0), perhaps, null) as value_max, iif(whole, null, '以上') as qualifier, '次' as unit, sample
from counted
where whole or days > 0
