-- title: 每个街道、每个领域有多少还在的社会组织
-- title_en: Existing bodies per street and field of activity
-- download: yes
-- note: Of what is filed, today.
-- columns: street = 街道 / Street; field = 活动领域 / Field; bodies = 社会组织（家） / Bodies
select district, coalesce(street, '没有写明') as street, coalesce(field, '没有写明') as field, count(*) as bodies, sample
from standing_today
where open
group by district, coalesce(street, '没有写明'), coalesce(field, '没有写明'), sample
