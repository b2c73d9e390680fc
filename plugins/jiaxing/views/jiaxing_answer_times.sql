-- title: 每年各种查询投诉收到多少件、答复多少件、用了多少天
-- title_en: Enquiries and complaints of each year and kind: how many came, how many were answered, in how many days
-- columns: year = 年份 / Year; kind = 种类 / Kind; received = 收到（件） / Received; answered = 已答复（件） / Answered;
--   shortest = 最快（天） / Shortest; average = 平均（天） / Average; longest = 最慢（天） / Longest
select district, cast(substr(received_on, 1, 4) as integer) as year, kind, count(*) as received, count(days) as answered,
  min(days) as shortest, round(avg(days), 1) as average, max(days) as longest, sample
from jiaxing_answers
group by district, year, kind, sample
