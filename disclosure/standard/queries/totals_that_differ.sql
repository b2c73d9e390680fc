-- title: 文件里印的总数和分项加起来不一样的有哪些？
-- description: :district 区的编号，见 districts 表；留空为全部。约数、比率、平均数和只列出部分分项的不算（见 statistics_sums）。
select district, indicator, dimension, as_of, value as printed, parts, difference, unit, source, section, sample
from statistics_sums
where difference <> 0 and coalesce(:district, '') in ('', district)
order by district, as_of, dimension
