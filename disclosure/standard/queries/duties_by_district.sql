-- title: 各区该公开的，公开了多少，按时的占多少？
-- title_en: How much of what is due did each district publish, and how much in time?
-- description: 按区和义务合计，真实和示例分开。按时率只算知道结果的（按时、逾期报送、逾期未报）；无法判断的另数，报得少的区不因此显得好。
-- description_en: By district and duty. The share in time counts only what is known; what cannot be judged is counted apart.
-- group: districts
-- parameters: district = 区（区） / District
-- columns: obligation = 义务的代码 / Code; duty = 义务 / Duty; party = 谁的义务 / Whose duty; on_time = 按时（次） / In time; came_late = 逾期报送（次） / Late;
--   missing = 逾期未报（次） / Missing; coming = 未到期（次） / To come; unknown = 无法判断（次） / Unknown; in_time = 按时率（%） / Share in time
select d.district, d.obligation, u.title as duty, d.party, sum(d.status = '按时') as on_time, sum(d.status = '逾期报送') as came_late,
  sum(d.status = '逾期未报') as missing, sum(d.status = '未到期') as coming, sum(d.status = '无法判断') as unknown,
  round(100.0 * sum(d.status = '按时') / nullif(sum(d.status in ('按时', '逾期报送', '逾期未报')), 0), 1) as in_time,
  '/obligations/' || d.district || '/' as permalink, d.sample
from obligations d
join duties u on u.obligation = d.obligation
where coalesce(:district, '') in ('', d.district)
group by d.district, d.obligation, d.party, d.sample
order by in_time is null, in_time, d.district, d.obligation
