-- title: 已经注销、撤销或者吊销的组织，最迟哪一天终止
-- title_en: Bodies that have ended, and the day by which they had
-- note: Without the day of the end it had come by the day of filing (undated): what fell due before that may have been due of a body
--   that was no more.
-- columns: ended_by = 最迟哪一天终止 / Ended by; undated = 没有填写终止的日期 / Day of the end not filed
select district, org_id, coalesce(status_since, submitted_on) as ended_by, status_since is null as undated, sample
from organisations
where status in ('注销', '撤销', '吊销')
