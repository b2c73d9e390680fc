-- title: 人才库只公布人数：每年各类人员有多少
-- title_en: The talent register: numbers only
-- note: No name, no CV. Sums over the bodies that filed the number; bodies counts those that filed any. A name is
--   shown only in the table of experts, of those who agreed.
-- columns: bodies = 报了人员的组织（家） / Bodies with staff filed; full_time = 专职（人） / Full-time; part_time = 兼职（人） / Part-time;
--   licensed = 持证社会工作者（人） / Licensed social workers; volunteers = 志愿者（人） / Volunteers
select district, year, count(*) as bodies, sum(full_time_staff) as full_time, sum(part_time_staff) as part_time,
  sum(licensed_social_workers) as licensed, sum(volunteers) as volunteers, -year as position, sample
from staffing
where district = 'haishu'
group by district, year, sample
