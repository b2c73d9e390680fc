-- title: 每个印出的数的范围：原文写约、超过、以上、近、余或者一个区间的，不是一个确定的数
-- title_en: The range of each printed figure, whose source may say about, more than, at least, nearly, odd, or a range
-- download: yes
-- note: An exact figure has low = high; low_open 1: more than low. Empty: the source sets no limit on that side.
-- columns: low_open = 大于下限 / More than the low end
select
  district,
  indicator,
  as_of,
  coalesce(year, substr(as_of, 1, 4) + 0) as year,
  dimension,
  source,
  value,
  value_max,
  qualifier,
  replace(unit, '％', '%') as unit,
  section,
  partial,
  iif(qualifier in ('约', '近'), null, value) as low,
  coalesce(qualifier, '') in ('超过', '余') as low_open,
  iif(coalesce(qualifier, '近') = '近', coalesce(value_max, value), null) as high,
  sample
from statistics
