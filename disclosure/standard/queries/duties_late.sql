-- title: 谁该公开的晚了、没有报，晚了多少天？
-- title_en: Who published late or not at all, and by how many days?
-- description: 天数算到公开那天；没有报的，算到本区声明报全的那天。没有声明报全的不在这里：没有报不等于没有做。
-- description_en: Days are counted to publication; what never came, to the day up to which the district declares all filed. Where
--   nothing is
--   declared there is no row: silence is no fact.
-- group: late
-- parameters: district = 区（区） / District; since = 应在哪一天以后公开（日期） / Due since; status = 逾期未报或逾期报送（obligation_status） / Status
-- columns: obligation = 义务的代码 / Code; duty = 义务 / Duty; party = 谁的义务 / Whose duty; period = 期间 / Period; due_on = 应在哪天以前 / Due;
--   done_on = 公开日期 / Published;
--   status = 状态 / Status; days_late = 晚了（天） / Days late; estimated = 期限是估算的 / The due day is estimated; detail = 说明 / Detail
select d.district, d.obligation, u.title as duty, d.party, d.org_id, o.name as organisation,
  '/organisations/' || o.org_id || '/' as organisation_permalink,
  g.grant_id, g.project, '/grants/' || g.district || '/' || g.grant_id || '/' as grant_permalink,
  d.period, d.due_on, d.done_on, d.status, d.days_late, d.estimated, d.detail, d.basis,
  '/obligations/' || d.district || '/' as permalink, d.sample
from obligations d
join duties u on u.obligation = d.obligation
left join organisations o on o.district = d.district and o.org_id = d.org_id
left join grants g on g.district = d.district and g.grant_id = json_extract(d.key, '$.grant_id')
where d.status in ('逾期未报', '逾期报送') and coalesce(:district, '') in ('', d.district)
  and d.due_on >= coalesce(nullif(:since, ''), '0000-01-01') and coalesce(:status, '') in ('', d.status)
order by d.days_late desc, d.district, d.obligation, d.org_id, d.key
