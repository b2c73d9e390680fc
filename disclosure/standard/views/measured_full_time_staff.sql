-- title: 每个法人社会组织的专职工作人员数：最少的那一个有几名
-- title_en: The least number of full-time staff that any legal person has
-- note: Only where every one of them has filed the number for the year.
select b.district, b.plan, b.indicator, b.dimension, b.due_year, b.measured_by, b.as_of, min(s.full_time_staff) as value,
  null as value_max, null as qualifier, '名' as unit, b.sample
from measured_bodies b
left join staffing s on s.district = b.district and s.org_id = b.org_id and s.year || '-12-31' = b.as_of and s.sample <= b.sample
where b.view = 'measured_full_time_staff'
group by b.district, b.plan, b.indicator, b.dimension, b.due_year
having count(s.full_time_staff) = count(*)
