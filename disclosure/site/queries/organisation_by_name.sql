with named as (
  select 'grants' as about, g.district, g.grant_id as id, g.project as name, g.programme || coalesce(' ' || g.round, '') as part_of,
    coalesce(g.decided_on, g.agreement_on) as day, g.org_name as as_printed, not b.ambiguous as sure, c.sample
  from grant_candidates c
  join grants g on g.district = c.district and g.grant_id = c.grant_id and g.sample = c.sample
  join grant_bodies b on b.district = g.district and b.grant_id = g.grant_id
  where c.org_id = :org_id
  union all
  select 'notices', n.district, n.notice_id, n.title, n.kind, n.published_on, i.org_name, min(b.sure), n.sample
  from notice_bodies b
  join notice_items i on i.district = b.district and i.notice_id = b.notice_id and i.item = b.item and +i.org_id is null
  join notices n on n.district = i.district and n.notice_id = i.notice_id and n.sample = b.sample
  where b.org_id = :org_id
  group by n.district, n.notice_id, i.org_name
)
select n.*
from named n
join organisations o on o.org_id = :org_id and o.sample = n.sample
order by n.about, n.day desc, n.district, n.id, n.as_printed
