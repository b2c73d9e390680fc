-- title: 得到某项荣誉的有几个
-- title_en: How many received an honour
-- note: measured_honours/title. Each recipient counts once; of a name that several bodies bear see measured_recipients. Where it is not
--   declared that all honours of the years are filed, there are at least so many. See measured_awards for the years.
select district, plan, indicator, dimension, due_year, measured_by, year_end as as_of, value,
  iif(whole and most > value, most, null) as value_max, iif(whole, null, '以上') as qualifier,
  iif(unit in ('家', '个'), unit, '个') as unit, sample
from measured_recipients
where view = 'measured_honours' and (whole or awards > 0)
