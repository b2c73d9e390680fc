-- title: 每份公示今天能不能提意见，还剩几天
-- title_en: Whether each notice is open for objections today, and for how many days more
-- download: yes
-- description: 每份公示在数据截至那一天能不能提意见（open，首尾两天都算），还剩几天（最后一天为 0）；没有截止日期的不算公示期内。
-- note: Open from its first day to its last, both counted; without a last day it is never open. today is the day of the build.
select n.*,
  coalesce(b.today between n.start_on and n.end_on, 0) as open,
  case when b.today < n.start_on then '未开始' when b.today > n.end_on then '已结束' when n.end_on is not null then '公示中' end as state,
  iif(b.today between n.start_on and n.end_on, cast(julianday(n.end_on) - julianday(b.today) as integer), null) as days_left
from notices n, build b
