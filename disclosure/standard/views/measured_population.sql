-- title: 每个区（市）各年的人口
-- title_en: The residents of each district or city, by year
-- note: The sum of its districts and counties (区县), parts; none where the number of one of them was not filed for the year, or
--   one is of registered people (户籍) and another of residents (常住).
-- columns: parts = 区县（个） / Districts and counties
with filed as (
  select a.district, a.sample, a.area_id, h.population_year as year, h.population, coalesce(h.population_basis, '') as basis,
    row_number() over (
      partition by a.district, a.sample, a.area_id, h.population_year order by h.submitted_on desc, h.rowid desc
    ) as nth,
    (select count(*) from areas r where r.district = a.district and r.sample = a.sample and r.level = a.level) as parts
  from areas a
  join areas_history h on h.district = a.district and h.area_id = a.area_id and h.sample = a.sample
  where a.level = '区县' and h.population_year is not null
)
select district, year, sum(population) as residents, parts, sample
from filed
where nth = 1
group by district, sample, year
having count(population) = parts and residents > 0 and count(distinct basis) = 1
