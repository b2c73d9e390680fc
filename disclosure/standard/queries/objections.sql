-- title: 公示收到了多少意见，后来怎么处理的？
-- title_en: How many objections did notices receive, and what came of them?
-- description: 填报了收到意见数的公示，多的在前，零也在内；没有填的不在这里，不等于没有人提。
-- description_en: Notices that file how many objections came, zero too. Those that file nothing are not shown.
-- group: other
-- parameters: district = 区（区） / District; kind = 种类（notice_kind） / Kind; year = 公示的年份（年份） / Year
-- columns: kind = 种类 / Kind; notice = 公示 / Notice; state = 今天 / Today
select district, notice_id, kind, title as notice, publisher, start_on, end_on, state, objections_received, outcome,
  '/notices/' || district || '/' || notice_id || '/' as permalink, sample
from notices_today
where objections_received is not null and coalesce(:district, '') in ('', district) and coalesce(:kind, '') in ('', kind)
  and (coalesce(:year, '') = '' or substr(start_on, 1, 4) = :year)
order by objections_received desc, start_on desc, district, notice_id
