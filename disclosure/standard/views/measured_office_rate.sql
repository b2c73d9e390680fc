-- title: 拥有不少于20平方米独立办公场所的法人社会组织占比
-- title_en: The share of legal persons that have an office of their own of 20 square metres or more
-- note: Only where it is known of every one of them for the year; too small or shared is known even if the other is not.
with judged as (
  select b.*, s.office_area >= 20 and s.office_independent as has
  from measured_bodies b
  left join staffing s on s.district = b.district and s.org_id = b.org_id and s.year || '-12-31' = b.as_of and s.sample <= b.sample
  where b.view = 'measured_office_rate'
)
select district, plan, indicator, dimension, due_year, measured_by, as_of, round(avg(has) * 100, 2) as value,
  null as value_max, null as qualifier, '%' as unit, sample
from judged
group by district, plan, indicator, dimension, due_year
having count(has) = count(*)
