-- title: 规划定的目标，到期时实际达到了多少？
-- title_en: What did each plan's target come to by the day it fell due?
-- description: 只用到期那天起一年以内的数；以前最近的数写在 earlier（见 target_results）。没有数的写“无数据”，不算没有达到。
-- description_en: Judged by figures within a year of the due day; earlier is the latest from before. Without a figure a target is not
--   missed.
-- group: districts
-- parameters: district = 区（区） / District
-- columns: target = 目标 / Target; actual = 实际 / Actual; as_of = 实际数的日期 / As of; status = 结果 / Result; detail = 说明 / Detail;
--   earlier = 以前最近的数 / Latest earlier figure; earlier_on = 它的日期 / Its day; comparison = 比较 / Comparison
select district, plan, indicator, dimension, due_year, comparison, value as target, value_max, actual, actual_on as as_of, status,
  detail, earlier, earlier_on, unit, source, section, '/policies/' || district || '/' || source || '/' as permalink, sample
from target_results
where coalesce(:district, '') in ('', district)
order by district, due_year, plan, indicator, dimension
