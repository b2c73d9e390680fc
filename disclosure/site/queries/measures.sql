-- A place whose rows are only what documents ask for is no sign that anything was done; a score sheet is itself what is asked.
with stood as (
  select district, id, max(held > 0 and not asked) as done, min(asked) as only_asked
  from measure_places
  group by district, id
)
select m.*, coalesce(p.title, m.policy) as document, p.standing,
  coalesce(p.standing in ('草案', '废止') or p.expires_on < (select today from build), 0) as lapsed,
  coalesce(m.kind = '评分' and s.only_asked, 0) as itself,
  case
    when m.carried_by is null then 'none'
    when s.id is null then 'lost'
    when s.done or (m.held > 0 and m.kind = '评分' and s.only_asked) then 'real'
    when m.held > 0 then 'words'
    when m.held_samples > 0 then 'samples'
    when m.held is null then 'page'
    else 'nothing'
  end as state
from measures m
left join policies p on p.district = m.district and p.policy_id = m.policy
left join stood s on s.district = m.district and s.id = m.id
order by m.rowid
