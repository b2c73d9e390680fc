-- title: 接下来的日子，谁该公开什么？
-- title_en: Who is to publish what in the days ahead?
-- description: 还没有到期、也没有公开的，看数据截至的那一天起多少天以内；天数留空为六十天。已经提前公开的不在这里。
-- description_en: What falls due within so many days of the day of the build, sixty if left empty. What came early is not shown.
-- group: late
-- parameters: district = 区（区） / District; days = 多少天以内（数） / Within how many days
-- columns: obligation = 义务的代码 / Code; duty = 义务 / Duty; party = 谁的义务 / Whose duty; period = 期间 / Period; due_on = 应在哪天以前 / Due;
--   days_left = 还有（天） / Days left; estimated = 期限是估算的 / The due day is estimated
select d.district, d.obligation, u.title as duty, d.party, d.org_id, o.name as organisation,
  '/organisations/' || o.org_id || '/' as organisation_permalink,
  g.grant_id, g.project, '/grants/' || g.district || '/' || g.grant_id || '/' as grant_permalink,
  d.period, d.due_on, cast(julianday(d.due_on) - julianday(b.today) as integer) as days_left, d.estimated, d.basis,
  '/obligations/' || d.district || '/' as permalink, d.sample
from obligations d
join duties u on u.obligation = d.obligation
join build b
left join organisations o on o.district = d.district and o.org_id = d.org_id
left join grants g on g.district = d.district and g.grant_id = json_extract(d.key, '$.grant_id')
where d.status = '未到期' and coalesce(:district, '') in ('', d.district)
  and julianday(d.due_on) - julianday(b.today) <= cast(coalesce(nullif(:days, ''), 60) as real)
order by d.due_on, d.district, d.obligation, d.org_id, d.key
