-- title: 谁的负责人任期已经届满，没有换届？
-- title_en: Whose leaders' term of office has ended without a new election?
-- description: 只列本区声明负责人已经报全、仍然没有新任期的；没有声明的地方，换届也许只是没有报，不在这里。
-- description_en: Only where the district declares all leaders filed and no new term came. Elsewhere it may simply not be filed.
-- group: people
-- parameters: district = 区（区） / District
-- columns: ends = 任期到 / Term ended; days = 过了（天） / Days since; known_until = 报全到 / Filed in full up to
select l.district, l.org_id, o.name as organisation, l.ends, cast(julianday(l.known_until) - julianday(l.ends) as integer) as days,
  l.known_until,
  '/organisations/' || o.org_id || '/' as permalink, l.sample
from leaders_terms l
join organisations o on o.district = l.district and o.org_id = l.org_id
where l.within = 0 and coalesce(:district, '') in ('', l.district)
order by days desc, l.district, l.org_id
