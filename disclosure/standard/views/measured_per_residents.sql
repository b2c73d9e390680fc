-- title: 按居民人数算的社会组织数
-- title_en: Organisations of a kind per so many residents
-- note: measured_per_residents/kind/so many residents (100: as a percentage). Residents are those of the last year's end by the
--   day. Bodies of which the kind was not filed by the day make the figure a range.
with counted as (
  select a.district, a.plan, a.indicator, a.dimension, a.due_year, a.measured_by, a.unit, a.sample, m.as_of,
    cast(substr(a.what, instr(a.what, '/') + 1) as real) as per,
    sum(m.member is 1) as sure,
    sum(m.member is not 0) as possible
  from measured_asked a
  join measured_members m on m.district = a.district and m.sample = a.sample and m.as_of = a.register_on
    and m.kind = substr(a.what, 1, instr(a.what || '/', '/') - 1)
  where a.view = 'measured_per_residents'
  group by a.district, a.plan, a.indicator, a.dimension, a.due_year
)
select c.district, c.plan, c.indicator, c.dimension, c.due_year, c.measured_by, c.as_of,
  round(c.sure * c.per / p.residents, 4) as value,
  iif(c.possible > c.sure, round(c.possible * c.per / p.residents, 4), null) as value_max,
  null as qualifier,
  case when c.per = 100 then '%' when c.unit in ('家', '个') then c.unit end as unit,
  c.sample
from counted c
join measured_population p on p.district = c.district and p.sample = c.sample
  and p.year = cast(strftime('%Y', c.as_of, '+1 day', '-1 year') as integer)
where c.per > 0
