-- title: 每次双随机抽查的结果，公布得及时吗
-- title_en: Whether the result of each random inspection was published in time
-- note: As the duty spot-check-result says: the days are those of a measure; where there is none, it does not apply.
-- columns: checked_on = 检查日期 / Inspected on; due_on = 应在哪天以前公布 / To be published by; done_on = 公布日期 / Published on;
--   standing = 怎样 / Standing; days_late = 晚了（天） / Days late; detail = 说明 / Detail
select district, org_id, period as checked_on, due_on, done_on, status as standing, days_late, detail, sample
from obligations
where district = 'zhenhai' and obligation = 'spot-check-result'
