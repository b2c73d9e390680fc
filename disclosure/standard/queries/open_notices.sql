-- title: 现在还在公示期内、可以提意见的有哪些？
-- title_en: Which notices are open for objections today?
-- description: “现在”是数据截至的那一天；没有写明截止日期的公示不在这里。
-- description_en: Today is the day of the build. Notices without a last day are not shown.
-- group: other
-- parameters: district = 区（区） / District; kind = 种类（notice_kind） / Kind
-- columns: days_left = 还剩（天） / Days left; kind = 种类 / Kind
select district, notice_id, kind, title, publisher, start_on, end_on, objection_channel, days_left,
  '/notices/' || district || '/' || notice_id || '/' as permalink, sample
from notices_today
where open and coalesce(:district, '') in ('', district) and coalesce(:kind, '') in ('', kind)
order by end_on, district, notice_id
