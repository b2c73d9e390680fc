-- title: 公益创投项目款执行情况表的合计（报了的）
-- title_en: The totals of the yearly table of funds
-- note: Each sum is of what is filed of it; awarded is empty where a project has none filed.
-- columns: projects = 项目（个） / Projects; spent_1 = 一季度已用（元） / Spent in Q1; spent_2 = 二季度已用（元） / Spent in Q2;
--   spent_3 = 三季度已用（元） / Spent in Q3; spent_4 = 四季度已用（元） / Spent in Q4; at_end = 年终结余（元） / Unspent at the end of the year
select district, year, count(*) as projects, iif(count(awarded) = count(*), sum(awarded), null) as awarded,
  sum(spent_1) as spent_1, sum(spent_2) as spent_2,
  sum(spent_3) as spent_3, sum(spent_4) as spent_4, sum(at_end) as at_end, -year as position, sample
from haishu_venture_quarters
group by district, year, sample
