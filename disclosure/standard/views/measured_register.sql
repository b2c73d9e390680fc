-- title: 目标要看的那一天，在册的每个社会组织和当时填报的情况
-- title_en: Each organisation on the register on a day at which a target is measured, and what was filed of it by then
-- note: Only where the district says that all organisations since 1949 are filed, and only if it is known of every one of them
--   whether it still existed. What a body is (place, kind) is as filed by that day; what was filed later says nothing of it.
with days as (
  select district, sample, register_on as as_of from measured_asked where register_on is not null
  union
  select district, sample, register_year_end from measured_asked where register_year_end is not null
),
listed as (
  select d.*, o.org_id, o.type, o.registration, o.registered_on,
    o.status = '正常' or o.status_since > d.as_of as existing,
    max(o.status <> '正常' and o.status_since is null) over (partition by d.district, d.sample, d.as_of) as unsure
  from days d
  join organisations o on o.district = d.district and o.sample = d.sample and o.status <> '筹备' and o.registered_on <= d.as_of
)
select l.district, l.as_of, l.org_id, l.type, l.registration, l.registered_on, h.street, h.community,
  iif(l.type = '社区社会组织', 1, h.is_community_org) as is_community_org,
  h.is_volunteer_org, h.is_hub, h.hub_level, h.is_social_work_agency, h.has_party_organisation, l.sample
from listed l
left join organisations_history h on h.district = l.district and h.org_id = l.org_id
  and h.submitted_on <= l.as_of and coalesce(h.superseded_on, '9999-12-31') > l.as_of
where l.existing and not l.unsure
