-- title: 一个统计数按居民人口算
-- title_en: A statistic of the district per so many residents
-- note: measured_statistic_per_residents/indicator/so many residents (100: as a percentage). The figure of the year's end, of the whole or,
--   where none is printed, the sum of those of all its districts; by the residents of that year's end. Of what several sources print, from
--   the least to the most.
with asked as (
  select *, substr(what, 1, instr(what || '/', '/') - 1) as counted, cast(substr(what, instr(what, '/') + 1) as real) as per
  from measured_asked
  where view = 'measured_statistic_per_residents'
),
printed as (
  select district, sample, indicator, as_of, dimension, min(value) as value, max(coalesce(value_max, value)) as value_max,
    iif(count(distinct coalesce(qualifier, '')) > 1, '约', max(qualifier)) as qualifier
  from statistics
  group by district, sample, indicator, as_of, dimension
),
parts as (
  select a.district, a.plan, a.indicator, a.dimension, a.due_year, a.measured_by, a.unit, a.per, a.year_end, a.sample,
    s.dimension = '总计' as whole,
    sum(s.value) as value, sum(s.value_max) as value_max,
    iif(count(distinct s.qualifier) > 1, '约', max(s.qualifier)) as qualifier, count(*) as parts_printed
  from asked a
  join printed s on s.district = a.district and s.sample = a.sample and s.indicator = a.counted and s.as_of = a.year_end
  where s.dimension = '总计' or s.dimension in (
    select r.name from areas r where r.district = a.district and r.sample = a.sample and r.level = '区县'
  )
  group by a.district, a.plan, a.indicator, a.dimension, a.due_year, s.dimension = '总计'
),
ranked as (
  select *, row_number() over (partition by district, plan, indicator, dimension, due_year order by whole desc) as nth from parts
)
select r.district, r.plan, r.indicator, r.dimension, r.due_year, r.measured_by, r.year_end as as_of,
  round(r.value * r.per / p.residents, 4) as value,
  iif(r.value_max > r.value, round(r.value_max * r.per / p.residents, 4), null) as value_max,
  r.qualifier,
  case when r.per = 100 then '%' when r.unit in ('家', '个', '人', '名') then r.unit end as unit,
  r.sample
from ranked r
join measured_population p on p.district = r.district and p.sample = r.sample and p.year = cast(substr(r.year_end, 1, 4) as integer)
where r.nth = 1 and r.parts_printed = iif(r.whole, 1, p.parts)
