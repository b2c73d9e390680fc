-- title: 每件查询和投诉：事由、多少天答复、结果
-- title_en: Each enquiry and complaint: its subject, the days to the answer, the outcome
-- download: yes
-- note: The limit is the term 办理期限 of 查询投诉 in force on the day it came in; without that term there is none. An answer before the
--   question is a slip, so it counts as no answer known, as does one of a day to come, and so does an outcome without its day.
-- columns: kind = 种类 / Kind; subject = 事由 / Subject; received_on = 收到日期 / Received on; answered_on = 答复日期 / Answered on;
--   days = 用了多少天（天） / Days to the answer; due_on = 应答复的日期 / Due on; result = 处理结果 / Outcome;
--   measure = 采取的措施 / Measure taken; state = 答复情况 / State;
--   late = 晚了（天） / Days late
-- filed: subject, result, measure
with offered as (
  select c.*, iif(c.answered_on <= b.today, c.answered_on, null) as told_on,
    date(c.received_on, '+' || cast(t.value as integer) || ' days') as due_on, t.basis,
    row_number() over (partition by c.district, c.complaint_id order by t.sample, t.from_on desc) as nth
  from complaints c
  join build b
  left join terms_in_force t on t.district = c.district and t.programme = '查询投诉' and t.term = '办理期限' and t.unit = '日'
    and t.sample <= c.sample and c.received_on between t.from_on and t.until_on
  where c.district = 'jiaxing'
)
select
  o.district, o.complaint_id, o.org_id, o.kind, o.subject, o.received_on, o.answered_on,
  iif(o.told_on >= o.received_on, cast(julianday(o.told_on) - julianday(o.received_on) as integer), null) as days,
  o.due_on, o.result, o.measure, o.basis, o.submitted_on,
  case
    when o.answered_on < o.received_on then '日期有误'
    when o.told_on > o.due_on then '已答复，晚了'
    when o.told_on is not null then '已答复'
    when coalesce(o.result, o.measure) is not null then '有结果，没有填写答复日期'
    else '到 ' || o.submitted_on || ' 还没有答复'
  end as state,
  iif(o.told_on > o.due_on, cast(julianday(o.told_on) - julianday(o.due_on) as integer), null) as late,
  o.sample
from offered o
where o.nth = 1
