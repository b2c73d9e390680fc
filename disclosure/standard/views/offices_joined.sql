-- title: 不得由一人兼任的两个职务，今天由谁担任
-- title_en: Offices that one person may not hold together, and who holds them today
-- note: A row only where both offices are filed. joined: 1 one person holds both, 0 nobody filed does, null the end of a term is
--   not filed, or the one ends on the day on which the other begins.
-- columns: offices = 两个职务 / The two offices; joined = 由一人兼任 / Held by one person; said = 情况 / In words
with pairs(offices, one, other) as (
  values ('理事长（会长）和秘书长', '理事长', '秘书长'), ('理事长（会长）和秘书长', '会长', '秘书长')
  union all
  select '监事和理事', s.value, d.value
  from json_each('["监事", "监事长"]') s, json_each('["理事", "常务理事", "理事长", "副理事长"]') d
)
select a.district, a.org_id, p.offices, a.sample,
  case
    when max(a.name = b.name and a.sure and b.sure and a.term_end <> b.term_start and b.term_end <> a.term_start) then 1
    when not max(a.name = b.name) then 0
  end as joined,
  coalesce(max(iif(a.name = b.name, a.name, null)) || ' 同时担任' || p.offices, '没有发现') as said
from pairs p
join office_holders a on a.post = p.one
join office_holders b on b.post = p.other and b.district = a.district and b.org_id = a.org_id
group by a.district, a.org_id, p.offices
