-- title: 最近一次评选得到某项荣誉的有几个
-- title_en: How many received an honour when it was last given
-- note: measured_latest_honours/title. Only where it is declared that all honours since are filed.
select district, plan, indicator, dimension, due_year, measured_by, year_end as as_of, value,
  iif(whole and most > value, most, null) as value_max, iif(whole, null, '以上') as qualifier,
  iif(unit in ('家', '个'), unit, '个') as unit, sample
from measured_recipients
where view = 'measured_latest_honours' and whole and awards > 0
