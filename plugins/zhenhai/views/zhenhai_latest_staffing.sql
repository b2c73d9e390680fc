-- title: 每个在册的法人社会组织最近一年报的人员和场所
-- title_en: The latest filed year of staff and office of each legal person on the register
-- columns: full_time_staff = 专职（人） / Full-time staff; office_area = 办公面积（平方米） / Office;
--   office_independent = 独立办公场所 / Of its own; state = 专职人员 / Full-time staff; office = 办公场所 / Office
with ranked as (
  select o.district, o.org_id, o.name, s.year, s.full_time_staff, s.office_area, s.office_independent, o.sample,
    row_number() over (partition by o.district, o.org_id order by s.year desc) as nth
  from standing_today o
  left join staffing s on s.district = o.district and s.org_id = o.org_id and s.sample <= o.sample
    and s.year between substr(o.today, 1, 4) - 2 and substr(o.today, 1, 4) + 0
  where o.district = 'zhenhai' and o.registration = '登记' and o.open
)
select district, org_id, year, full_time_staff, office_area, office_independent,
  case when full_time_staff >= 1 then '有' when full_time_staff = 0 then '没有' else '没有报' end as state,
  case
    when office_area >= 20 and office_independent then '20平方米以上'
    when office_area < 20 or office_independent = 0 then '没有达到'
    else '没有报'
  end as office,
  sample
from ranked
where nth = 1
