-- title: 列入某份名录的有几个
-- title_en: How many organisations are on a list
-- note: measured_listed/list. Each organisation counts once. Where it is not declared that all lists of the years are filed, there are at
--   least so many. See measured_awards for the years.
select district, plan, indicator, dimension, due_year, measured_by, year_end as as_of, count(distinct org_id) as value,
  null as value_max, iif(whole, null, '以上') as qualifier, iif(unit in ('家', '个'), unit, '个') as unit, sample
from measured_awards
where view = 'measured_listed'
group by district, plan, indicator, dimension, due_year
having whole or count(org_id) > 0
