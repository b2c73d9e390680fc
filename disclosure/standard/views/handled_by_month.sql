-- title: 每月收到多少件登记、年检、查询和投诉，多久办完
-- title_en: Cases, inspections, enquiries and complaints per month, and how long they took
-- download: yes
-- note: Counted in the month they came or, where that day was not filed, were done.
--   complete: whether the place says that all of the month is filed; otherwise more may have come.
-- columns: month = 月份 / Month; what = 办什么 / Matter; items = 收到（件） / Received; done = 已办完（件） / Done; undone = 还没有公布办完（件） / Not done;
--   average_days = 平均天数（日） / Average days; longest_days = 最长天数（日） / Longest; complete = 报全了吗 / Complete
select h.district, substr(h.counted_on, 1, 7) as month, h.what, count(*) as items, count(h.ended_on) as done,
  count(*) - count(h.ended_on) as undone, round(avg(h.days), 1) as average_days, max(h.days) as longest_days,
  iif(exists (
    select 1 from covered c
    where c.district = h.district and c.table_name = h.table_name and c.kind = '' and c.org_type = '' and c.sample = h.sample
      and c.from_on <= substr(h.counted_on, 1, 7) || '-01'
      and c.until_on >= date(substr(h.counted_on, 1, 7) || '-01', '+1 month', '-1 day')
  ), '报全', '没有人声明') as complete,
  -cast(replace(substr(h.counted_on, 1, 7), '-', '') as integer) as position, h.sample
from handled h
group by h.district, substr(h.counted_on, 1, 7), h.table_name, h.what, h.sample
