-- title: 当年新增的社区社会组织占上年年底总数的比例：最低的街道（镇）
-- title_en: New community organisations of a year as a share of those at the end of the year before: the lowest street or town
-- note: measured_growth/places (街道, 镇乡), from 1 January to the day. Streets that had none at the end of the year before are left out.
--   Only where all organisations since 1949 are filed. Those whose place was not filed by the day make the figure a range.
with asked as materialized (
  select *, date(register_on, 'start of year', '-1 day') as base
  from measured_asked
  where view = 'measured_growth' and register_on is not null
),
bodies as (
  select a.district, a.sample, a.register_on, h.street, o.registered_on > a.base as new,
    iif(o.type = '社区社会组织', 1, h.is_community_org) as member,
    o.status = '正常' or o.status_since > a.base as existing
  from (select distinct district, sample, register_on, base from asked) a
  join organisations o on o.district = a.district and o.sample = a.sample and o.registered_on <= a.register_on and o.status <> '筹备'
    and not (o.registered_on > a.base and exists (
      select 1 from organisations r where r.district = o.district and r.org_id = o.predecessor_id and r.registered_on <= a.base
    )) -- registered, having been recorded before: it is counted as what it was
  left join organisations_history h on h.district = o.district and h.org_id = o.org_id
    and h.submitted_on <= a.register_on and coalesce(h.superseded_on, '9999-12-31') > a.register_on
),
located as materialized (
  select district, sample, register_on, street,
    sum(new and member is 1) as new_sure,
    sum(new and member is not 0) as new_possible,
    sum(not new and existing is 1 and member is 1) as old_sure,
    sum(not new and existing is not 0 and member is not 0) as old_possible
  from bodies
  group by district, sample, register_on, street
),
counted as (
  select a.*, p.area_id, coalesce(h.new_sure, 0) as new_sure, coalesce(h.new_possible, 0) + coalesce(n.new_possible, 0) as new_possible,
    coalesce(h.old_sure, 0) as old_sure, coalesce(h.old_possible, 0) + coalesce(n.old_possible, 0) as old_possible
  from asked a
  join measured_places p on p.district = a.district and p.sample = a.sample and p.as_of = a.register_on and p.place_group = a.what
  left join located h on h.district = a.district and h.sample = a.sample and h.register_on = a.register_on and h.street = p.street
  left join located n on n.district = a.district and n.sample = a.sample and n.register_on = a.register_on and n.street is null
)
select district, plan, indicator, dimension, due_year, measured_by, register_on as as_of,
  round(min(new_sure * 100.0 / old_possible), 2) as value,
  iif(sum(new_possible > new_sure or old_possible > old_sure), round(min(new_possible * 100.0 / old_sure), 2), null) as value_max,
  iif(max(old_sure) = 0, '以上', null) as qualifier, '%' as unit, sample
from counted
where old_possible > 0
group by district, plan, indicator, dimension, due_year
