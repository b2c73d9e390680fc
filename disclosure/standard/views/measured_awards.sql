-- title: 由荣誉或者名录来衡量的目标：哪些年份算在内
-- title_en: The honours and listings that a target counts: by the years that count
-- note: A yearly target counts its year, one with a first year from it, any other all years; measured_latest_honours the last year in
--   which the title was given. A title may be written with its level before it. whole: all of these years are declared to be filed.
--   A recipient filed by its name only is the body that the name stands for elsewhere, if it is one.
-- columns: view = 用哪个视图衡量 / Measured by the view; what = 衡量什么 / Of what; last_year = 最后一年 / Last year; year_end = 年末 / End of the year
with called as (
  select district, name, min(org_id) as org_id, sample
  from (
    select district, name, org_id, sample from organisations
    union
    select district, recipient, org_id, sample from honours where org_id is not null
  )
  group by district, name, sample
  having count(distinct org_id) = 1
),
given as (
  select h.district, 'honours' as table_name, h.title, coalesce(h.level, '') as level, h.year, h.recipient,
    coalesce(h.org_id, c.org_id) as org_id, h.sample
  from honours h
  left join called c on c.district = h.district and c.name = h.recipient and c.sample = h.sample
  union all
  select district, 'listings', list, '', year, org_id, org_id, sample from listings
),
asked as (
  select a.*, cast(substr(a.year_end, 1, 4) as integer) as last_year,
    iif(a.view = 'measured_listed', 'listings', 'honours') as table_name,
    substr(a.what, 1, instr(a.what || '/', '/') - 1) as title
  from measured_asked a
  where a.view in (
    'measured_honours', 'measured_latest_honours', 'measured_listed', 'measured_honours_of_places', 'measured_honoured_communities'
  )
),
dated as (
  select a.*,
    case
      when a.view = 'measured_latest_honours' then (
        select max(g.year) from given g
        where g.district = a.district and g.sample = a.sample and g.table_name = a.table_name
          and a.title in (g.title, g.level || g.title) and g.year <= a.last_year
      )
      when a.yearly then a.last_year
      else coalesce(a.from_year, 1950)
    end as since
  from asked a
)
select d.district, d.plan, d.indicator, d.dimension, d.due_year, d.measured_by, d.view, d.what, d.title, d.since, d.last_year,
  d.year_end, d.as_of, d.unit, g.recipient, g.org_id,
  exists (
    select 1 from covered c
    where c.district = d.district and c.sample = d.sample and c.table_name = d.table_name and c.kind = '' and c.org_type = ''
      and c.from_on <= coalesce(d.since, d.last_year) || '-01-01' and c.until_on >= d.year_end
  ) as whole,
  d.sample
from dated d
left join given g on g.district = d.district and g.sample = d.sample and g.table_name = d.table_name
  and d.title in (g.title, g.level || g.title) and g.year between d.since and d.last_year
