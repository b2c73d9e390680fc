-- title: 每件登记、年检、查询和投诉：何时收到，何时办完
-- title_en: Each case, inspection, enquiry and complaint: when it came, when it was done
-- note: days only where both days are filed and the order is right. A day to come counts as none. counted_on: the day it came or, where
--   that was not filed, the day it was done.
-- columns: what = 办什么 / Matter; started_on = 收到 / Received; ended_on = 办完 / Done; counted_on = 计入哪一天 / Counted on; days = 用了几天（日） / Days
with items(district, table_name, what, org_id, started_on, ended_on, sample) as (
  select district, 'cases', '登记备案：' || kind, org_id, coalesce(accepted_on, applied_on), decided_on, sample
  from cases
  where grant_id is null and kind <> '项目变更'
  union all
  select district, 'inspections', kind, org_id, submitted_on, decided_on, sample from inspections where conclusion <> '未参检'
  union all
  select district, 'complaints', kind, org_id, received_on, answered_on, sample from complaints
)
select i.district, i.table_name, i.what, i.org_id, i.started_on, iif(i.ended_on <= b.today, i.ended_on, null) as ended_on,
  iif(i.ended_on between i.started_on and b.today, cast(julianday(i.ended_on) - julianday(i.started_on) as integer), null) as days,
  coalesce(i.started_on, i.ended_on) as counted_on, i.sample
from items i
join build b
where coalesce(i.started_on, i.ended_on) <= b.today
