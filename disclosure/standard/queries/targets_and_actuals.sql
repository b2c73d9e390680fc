-- title: 规划定的目标，到期时实际达到了多少？
-- description: :district 区的编号，见 districts 表；留空为全部。只用到期那天起一年以内的数；以前最近的数写在 earlier（见 target_results）。
select district, plan, indicator, dimension, due_year, comparison, value as target, value_max, actual, actual_on as as_of, status,
  detail, earlier, earlier_on, unit, source, section, sample
from target_results
where coalesce(:district, '') in ('', district)
order by district, due_year, plan, indicator, dimension
