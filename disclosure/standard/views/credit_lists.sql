-- title: 活动异常名录和严重违法失信名单：谁在上面，何时移出
-- title_en: The lists of abnormal activity and of serious breach: who is on them, who came off and when
-- download: yes
-- note: An entry whose term of publication is over is not shown. 在名单上: begun and not yet removed.
-- columns: state = 今天 / Today; days = 在名单上的天数（天） / Days on the list; authority = 决定机关 / Authority
select district, org_id, kind, listed_on, ground, authority, removed_on,
  case in_force when 1 then '在名单上' when 0 then '已移出' else '移出早于列入' end as state,
  cast(julianday(case in_force when 1 then today when 0 then removed_on end) - julianday(listed_on) as integer) as days, event_id, sample
from credit_today
where kind in ('活动异常名录', '严重违法失信名单') and shown and listed_on <= today
