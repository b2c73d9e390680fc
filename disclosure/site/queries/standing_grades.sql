select g.district, g.org_id, g.open, g.grade, g.holds, g.valid_until, g.known_until,
  coalesce(g.valid_until < b.today, 0) as expired,
  g.said like '%收回' as withdrawn
from grades_today g, build b
