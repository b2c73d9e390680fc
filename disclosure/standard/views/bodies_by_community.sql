-- title: 每个社区有多少还在的社会组织
-- title_en: Existing bodies per community
-- download: yes
-- note: Of what is filed, today. Communities of one name in two streets are two.
-- columns: street = 街道 / Street; community = 社区 / Community; bodies = 社会组织（家） / Bodies; filed = 备案的（家） / Filed
select district, coalesce(street, '没有写明') as street, coalesce(community, '没有写明') as community, count(*) as bodies,
  sum(registration = '备案') as filed, sample
from standing_today
where open
group by district, coalesce(street, '没有写明'), coalesce(community, '没有写明'), sample
