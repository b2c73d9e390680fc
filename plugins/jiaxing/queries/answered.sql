-- title: 嘉兴的查询投诉用了多少天答复？
-- title_en: In how many days were Jiaxing's enquiries and complaints answered?
-- description: 一行一件。没有列出的，只说明没有报。
-- description_en: A row per case. What is not listed was not filed.
-- group: late
-- parameters: kind = 种类（complaint_kind） / Kind; year = 收到的年份（年份） / Year it came
select complaint_id, kind, subject, received_on, answered_on, days, due_on, result, measure, state, sample
from jiaxing_answers
where kind = coalesce(nullif(:kind, ''), kind) and substr(received_on, 1, 4) = coalesce(nullif(:year, ''), substr(received_on, 1, 4))
order by sample, received_on desc
