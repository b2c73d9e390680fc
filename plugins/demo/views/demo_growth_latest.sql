-- title: 最近一年各街道（镇）的新增比例
-- title_en: The share of new bodies in the latest year
-- columns: place = 街道（镇） / Street or town; year = 年份 / Year; before = 上年总数（家） / Year before; new = 当年新增（家） / New;
--   share = 新增比例（%） / Share; at_least = 意见要求（%） / Asked for; state = 对照 / Compared
select district, level, place, year, before, new, share, at_least, state, sample
from (select *, max(year) over (partition by district, sample) as latest from demo_growth)
where year = latest
