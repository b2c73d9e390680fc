select g.district, g.org_id, g.open, g.grade, g.holds, g.valid_until, g.known_until,
  coalesce(g.valid_until < b.today, 0) as expired,
  g.withdrawn, g.holds is null and g.grade <> '不予评级' as unsure
from grades_today g, build b
