-- title: 哪些规划目标到期没有达到，差多少？
-- title_en: Which targets of plans were missed, and by how much?
-- description: 只列公布的数确实没有达到的；没有数的目标不在这里，也不算达到（见 target_results）。目标或者实际值是区间的，差额按靠近的一端算，是至少差多少。
-- description_en: Only targets that published figures surely missed; targets without a figure are not shown. Ranges are taken at their
--   nearer ends, so short is the least by which it was missed.
-- group: districts
-- parameters: district = 区（区） / District; year = 到期的年份（年份） / Due in
-- columns: target = 目标 / Target; actual = 实际 / Actual; as_of = 实际数的日期 / As of; short = 差 / Short by; comparison = 比较 / Comparison
select district, plan, indicator, dimension, due_year, comparison, value as target, value_max, actual, actual_on as as_of,
  round(case
    when comparison in ('≥', '>') then value - coalesce(actual_max, actual)
    when comparison = '≤' then actual - value
    when actual < value then value - coalesce(actual_max, actual)
    else actual - coalesce(value_max, value)
  end, 2) as short, unit, source, section, '/policies/' || district || '/' || source || '/' as permalink, sample
from target_results
where status = '未达到' and coalesce(:district, '') in ('', district) and (coalesce(:year, '') = '' or due_year = cast(:year as integer))
order by due_year desc, district, plan, indicator, dimension
