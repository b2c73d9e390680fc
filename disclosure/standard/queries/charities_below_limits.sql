-- title: 哪些慈善组织用在慈善活动上的钱少于规定，或者管理费用多于规定？
-- title_en: Which charities spent too little on charity, or too much on administration?
-- description: 只列确实没有达到的；缺数、算不出来的不在这里，也不算达到（见 charity_limits）。
-- description_en: Only those that surely fell short. Where figures are missing nothing is said either way.
-- group: money
-- parameters: district = 区（区） / District; year = 年度（年份） / Year
-- columns: reached = 慈善活动支出达到规定 / Spending reached; within = 管理费用没有超过 / Administration within;
--   spending = 慈善活动支出 / Spending on charity; administration = 管理费用 / Administration
select c.district, c.year, c.org_id, o.name as organisation, c.reached, iif(c.reached = 0, c.spending, null) as spending, c.within,
  iif(c.within = 0, c.administration, null) as administration, '/organisations/' || o.org_id || '/' as permalink, c.sample
from charity_limits c
join organisations o on o.district = c.district and o.org_id = c.org_id
where c.exempt is null and (c.reached = 0 or c.within = 0) and coalesce(:district, '') in ('', c.district)
  and (coalesce(:year, '') = '' or c.year = cast(:year as integer))
order by c.year desc, c.district, c.org_id
