-- title: 每个街道、镇申报了一个资助计划的几个项目
-- title_en: How many projects of a programme each street or town applied for
-- note: measured_applications/programme, of the round of the due year, or of the last that is over: from the street with the fewest
--   to the one with the most. An application without a street may be anyone's. Only where it is declared that all grants of that year
--   are filed.
with asked as materialized (
  select a.*
  from measured_asked a
  where a.view = 'measured_applications' and exists (
    select 1 from covered c
    where c.district = a.district and c.sample = a.sample and c.table_name = 'grants' and c.kind = '' and c.org_type = ''
      and c.from_on <= substr(a.as_of, 1, 4) || '-01-01' and c.until_on >= a.as_of
  )
),
per_street as (
  select a.*, p.area_id,
    sum(coalesce(g.street = p.street, 0)) as sure,
    sum(g.grant_id is not null and coalesce(g.street, p.street) = p.street) as possible
  from asked a
  join measured_places p on p.district = a.district and p.sample = a.sample and p.as_of = a.as_of and p.place_group = '镇街'
  left join grants g on g.district = a.district and g.sample = a.sample and g.programme = a.what
    and g.round = substr(a.as_of, 1, 4) + 0
  group by a.district, a.plan, a.indicator, a.dimension, a.due_year, p.area_id
),
spans as (
  select *, min(sure) as least, min(possible) as least_possible, max(sure) as most, max(possible) as most_possible
  from per_street
  group by district, plan, indicator, dimension, due_year
)
select district, plan, indicator, dimension, due_year, measured_by, as_of,
  iif(least_possible >= value and most > value_max, most, least) as value,
  nullif(iif(least_possible < value, least_possible, most_possible), iif(least_possible >= value and most > value_max, most, least))
    as value_max,
  null as qualifier, '个' as unit, sample
from spans
