-- title: 文件里印的总数和分项加起来不一样的有哪些？
-- title_en: Which printed totals differ from the sum of their parts?
-- description: 约数、比率、平均数和只列出部分分项的不算（见 statistics_sums）。差多少是文件自己的，平台不改。
-- description_en: Approximate figures, rates, averages and partial lists are left out. The difference is the document's own.
-- group: districts
-- parameters: district = 区（区） / District
-- columns: printed = 印的总数 / Printed; parts = 分项之和 / Sum of parts; difference = 差 / Difference
select district, indicator, dimension, as_of, value as printed, parts, difference, unit, source, section,
  '/policies/' || district || '/' || source || '/' as permalink, sample
from statistics_sums
where difference <> 0 and coalesce(:district, '') in ('', district)
order by district, as_of, dimension
