-- title: 现在还在公示期内、可以提意见的有哪些？
-- description: :district 区的编号，见 districts 表；留空为全部。“现在”是数据截至的那一天（build 表）。
select district, notice_id, kind, title, publisher, start_on, end_on, objection_channel, days_left, sample
from notices_today
where open and coalesce(:district, '') in ('', district)
order by end_on, district, notice_id
