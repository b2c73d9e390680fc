-- title: 目标要看的那一天，每个街道、镇、社区、村有几个某一种社会组织
-- title_en: How many organisations of a kind each street, town, community or village had on a day at which a target is measured
-- note: sure: known to be there and of the kind; possible: with those that may be, because place or kind was not filed by that day;
--   evenly: those whose place is not known shared among all. A
--   hub counts where its level is that of the place, or where the place names it as its own; a place that names none may have one.
-- columns: sure = 确定有的（个） / Surely there; possible = 可能有的（个） / Possibly there; evenly = 不知道在哪里的平摊后（个） / With those of unknown place
--   shared
with placed as (
  select district, sample, as_of, kind, street, community, hub_level, sum(member is 1) as sure, sum(member is null) as doubtful
  from measured_members
  where member is not 0
  group by district, sample, as_of, kind, street, community, hub_level
),
streets as (
  select district, sample, as_of, kind, street,
    sum(iif(kind <> '枢纽型、支持型社会组织' or hub_level = '街道镇', sure, 0)) as sure,
    sum(iif(kind <> '枢纽型、支持型社会组织' or coalesce(hub_level, '街道镇') = '街道镇', sure + doubtful, 0)) as possible
  from placed
  group by district, sample, as_of, kind, street
),
communities as (
  select district, sample, as_of, kind, street, community,
    sum(iif(kind <> '枢纽型、支持型社会组织' or hub_level = '社区', sure, 0)) as sure,
    sum(iif(kind <> '枢纽型、支持型社会组织' or coalesce(hub_level, '社区') = '社区', sure + doubtful, 0)) as possible
  from placed
  group by district, sample, as_of, kind, street, community
),
kinds as (
  select distinct district, sample, as_of, kind from placed
),
sorted as (
  select p.*, k.kind, coalesce(h.sure, 0) as sure, coalesce(h.possible, 0) as here, 0 as in_street, coalesce(n.possible, 0) as anywhere
  from measured_places p
  join kinds k on k.district = p.district and k.sample = p.sample and k.as_of = p.as_of
  left join streets h on h.district = p.district and h.sample = p.sample and h.as_of = p.as_of and h.kind = k.kind and h.street = p.street
  left join streets n on n.district = p.district and n.sample = p.sample and n.as_of = p.as_of and n.kind = k.kind and n.street is null
  where p.community is null
  union all
  select p.*, k.kind, coalesce(h.sure, 0), coalesce(h.possible, 0), coalesce(s.possible, 0), coalesce(n.possible, 0)
  from measured_places p
  join kinds k on k.district = p.district and k.sample = p.sample and k.as_of = p.as_of
  left join communities h on h.district = p.district and h.sample = p.sample and h.as_of = p.as_of and h.kind = k.kind
    and h.community = p.community and h.street = p.street
  left join communities s on s.district = p.district and s.sample = p.sample and s.as_of = p.as_of and s.kind = k.kind
    and s.community is null and s.street = p.street
  left join streets n on n.district = p.district and n.sample = p.sample and n.as_of = p.as_of and n.kind = k.kind and n.street is null
  where p.community is not null
)
select district, as_of, place_group, area_id, name, street, community, kind,
  iif(kind = '枢纽型、支持型社会组织' and hub_org_id is not null, max(sure, 1), sure) as sure,
  max(here + in_street + anywhere, kind = '枢纽型、支持型社会组织') as possible,
  here + in_street * 1.0 / count(*) over (partition by district, sample, as_of, place_group, kind, street)
    + anywhere * 1.0 / count(*) over (partition by district, sample, as_of, place_group, kind) as evenly,
  sample
from sorted
