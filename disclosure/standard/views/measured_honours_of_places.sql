-- title: 每个街道、镇、社区有几个得到某项荣誉的：最少的那个有几个
-- title_en: How many bodies that received an honour the street, town or community with the fewest has
-- note: measured_honours_of_places/title/places. A body counts where it was by the day; one whose place was not filed may be anywhere.
--   Where it is not declared that all honours are filed, there are at least so many.
with awarded as materialized (
  select distinct w.district, w.plan, w.indicator, w.dimension, w.due_year, w.measured_by, w.as_of, w.whole, w.sample,
    substr(w.what, instr(w.what, '/') + 1) as place_group, coalesce(w.org_id, w.recipient) as body, h.street, h.community
  from measured_awards w
  left join organisations_history h on h.district = w.district and h.org_id = w.org_id and h.submitted_on <= w.as_of
    and coalesce(h.superseded_on, '9999-12-31') > w.as_of
  where w.view = 'measured_honours_of_places'
),
targets as materialized (
  select distinct district, plan, indicator, dimension, due_year, measured_by, as_of, whole, sample, place_group from awarded
),
located as materialized (
  select district, plan, indicator, dimension, due_year, street, iif(place_group like '%社区', community, null) as community,
    iif(place_group like '%社区', community is null, 0) as in_street, count(body) as bodies
  from awarded
  group by district, plan, indicator, dimension, due_year, street, 7, 8
),
counted as (
  select t.*, p.area_id, coalesce(h.bodies, 0) as sure,
    coalesce(h.bodies, 0) + coalesce(s.bodies, 0) + coalesce(n.bodies, 0) as possible
  from targets t
  join measured_places p on p.district = t.district and p.sample = t.sample and p.as_of = t.as_of and p.place_group = t.place_group
  left join located h on h.district = t.district and h.plan = t.plan and h.indicator = t.indicator and h.dimension = t.dimension
    and h.due_year = t.due_year and h.street = p.street and h.community is p.community and not h.in_street
  left join located s on s.district = t.district and s.plan = t.plan and s.indicator = t.indicator and s.dimension = t.dimension
    and s.due_year = t.due_year and s.street = p.street and s.in_street
  left join (
    select district, plan, indicator, dimension, due_year, sum(bodies) as bodies
    from located
    where street is null
    group by district, plan, indicator, dimension, due_year
  ) n on n.district = t.district and n.plan = t.plan and n.indicator = t.indicator and n.dimension = t.dimension and n.due_year = t.due_year
)
select district, plan, indicator, dimension, due_year, measured_by, as_of, min(sure) as value,
  iif(whole and min(possible) > min(sure), min(possible), null) as value_max, iif(whole, null, '以上') as qualifier, '个' as unit, sample
from counted
group by district, plan, indicator, dimension, due_year
having whole or min(sure) > 0
