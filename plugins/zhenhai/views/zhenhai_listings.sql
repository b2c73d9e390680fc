-- title: 推荐性目录里的每个组织，目录今天还有没有效
-- title_en: Each body on a recommended list, and whether the list is in force today
-- columns: in_force = 目录今天有效 / In force today
-- note: in_force is empty for a list of an earlier year of which it is not filed until when it is valid.
select l.district, l.list, l.year, l.org_id, l.conditions_met, l.valid_until,
  coalesce(l.valid_until >= b.today, iif(l.year >= cast(substr(b.today, 1, 4) as integer), 1, null)) as in_force, l.sample
from listings l, build b
where l.district = 'zhenhai' and instr(l.list, '推荐')
