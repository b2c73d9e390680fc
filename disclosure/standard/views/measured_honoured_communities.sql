-- title: 得到某项荣誉的城市社区占全部城市社区的比例
-- title_en: The share of urban communities that received an honour
-- note: measured_honoured_communities/title. The recipient is a community by its name, with the street before it where several have the
--   name. Where it is not declared that all honours are filed, or a recipient is none of the communities, it may be more.
with awarded as materialized (
  select distinct district, plan, indicator, dimension, due_year, measured_by, as_of, whole, sample, recipient
  from measured_awards
  where view = 'measured_honoured_communities'
),
asked as materialized (
  select *, count(recipient) as recipients
  from awarded
  group by district, plan, indicator, dimension, due_year
),
urban as materialized (
  select *, count(*) over (partition by district, sample, as_of, name) as namesakes from measured_places where place_group = '城市社区'
),
judged as (
  select a.*, u.area_id, max(f.recipient is not null, n.recipient is not null) as has
  from asked a
  join urban u on u.district = a.district and u.sample = a.sample and u.as_of = a.as_of
  left join awarded f on f.district = a.district and f.plan = a.plan and f.indicator = a.indicator and f.dimension = a.dimension
    and f.due_year = a.due_year and f.recipient = u.street || u.name
  left join awarded n on n.district = a.district and n.plan = a.plan and n.indicator = a.indicator and n.dimension = a.dimension
    and n.due_year = a.due_year and n.recipient = u.name and u.namesakes = 1
)
select district, plan, indicator, dimension, due_year, measured_by, as_of, round(avg(has) * 100, 2) as value,
  iif(whole and recipients > sum(has), round(min(recipients, count(*)) * 100.0 / count(*), 2), null) as value_max,
  iif(whole, null, '以上') as qualifier, '%' as unit, sample
from judged
group by district, plan, indicator, dimension, due_year
having whole or sum(has) > 0
