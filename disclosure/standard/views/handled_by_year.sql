-- title: 每年收到多少件登记、年检、查询和投诉，多久办完
-- title_en: Cases, inspections, enquiries and complaints per year, and how long they took
-- download: yes
-- note: Counted in the year they came or, where that day was not filed, were done.
--   complete as for the month; a running year is complete only up to today's end of what is filed.
-- columns: what = 办什么 / Matter; items = 收到（件） / Received; done = 已办完（件） / Done; undone = 还没有公布办完（件） / Not done;
--   average_days = 平均天数（日） / Average days; longest_days = 最长天数（日） / Longest; complete = 报全到哪一天 / Complete up to
select h.district, cast(substr(h.counted_on, 1, 4) as integer) as year, h.what, count(*) as items, count(h.ended_on) as done,
  count(*) - count(h.ended_on) as undone, round(avg(h.days), 1) as average_days, max(h.days) as longest_days,
  coalesce((
    select max(min(c.until_on, substr(h.counted_on, 1, 4) || '-12-31')) from covered c
    where c.district = h.district and c.table_name = h.table_name and c.kind = '' and c.org_type = '' and c.sample = h.sample
      and c.from_on <= substr(h.counted_on, 1, 4) || '-01-01' and c.until_on >= substr(h.counted_on, 1, 4) || '-01-01'
  ), '没有人声明') as complete,
  -cast(substr(h.counted_on, 1, 4) as integer) as position, h.sample
from handled h
group by h.district, substr(h.counted_on, 1, 4), h.table_name, h.what, h.sample
