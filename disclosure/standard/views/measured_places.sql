-- title: 目标要看的那一天，有哪些街道、镇、社区、村
-- title_en: The streets, towns, communities and villages of a day at which a target is measured
-- note: As filed by that day: each submission of areas is the whole list. Urban and rural communities only where it is filed of all of
--   them which they are.
with days as (
  select district, sample, as_of from measured_asked
  union
  select district, sample, register_on from measured_asked where register_on is not null
),
standing as (
  select d.as_of, h.*,
    max(h.level in ('社区', '村') and h.urban_rural is null) over (partition by d.district, d.sample, d.as_of) as unsure
  from days d
  join areas_history h on h.district = d.district and h.sample = d.sample
    and h.submitted_on <= d.as_of and coalesce(h.superseded_on, '9999-12-31') > d.as_of
),
groups(place_group, level) as (
  values
    ('镇街', '街道'), ('镇街', '镇'), ('镇街', '乡'), ('街道', '街道'), ('镇乡', '镇'), ('镇乡', '乡'),
    ('社区', '社区'), ('社区', '村'), ('城市社区', '社区'), ('城市社区', '村'), ('农村社区', '社区'), ('农村社区', '村')
)
select s.district, s.as_of, g.place_group, s.area_id, s.name, s.hub_org_id, s.service_centre,
  iif(s.level in ('社区', '村'), p.name, s.name) as street,
  iif(s.level in ('社区', '村'), s.name, null) as community,
  s.sample
from standing s
join groups g on g.level = s.level
left join standing p on p.district = s.district and p.sample = s.sample and p.as_of = s.as_of and p.area_id = s.parent
where case g.place_group
    when '城市社区' then s.urban_rural = '城市' and not s.unsure
    when '农村社区' then s.urban_rural = '农村' and not s.unsure
    else 1
  end
