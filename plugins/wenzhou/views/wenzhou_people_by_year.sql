-- title: 每年填报的持证社会工作者、专职人员和志愿者
-- title_en: Licensed social workers, full-time staff and volunteers filed for each year
-- note: Sums of what is filed; a body that did not file a number is not in it; bodies counts those that filed any.
-- columns: year = 年份 / Year; bodies = 报了人员的组织（个） / Bodies with staff filed; licensed_social_workers = 持证社会工作者（人） / Licensed social workers;
--   full_time_staff = 专职人员（人） / Full-time staff; volunteers = 志愿者（人） / Volunteers
select district, year, count(*) as bodies, sum(licensed_social_workers) as licensed_social_workers,
  sum(full_time_staff) as full_time_staff, sum(volunteers) as volunteers, sample
from staffing
where district = 'wenzhou'
group by year, sample
