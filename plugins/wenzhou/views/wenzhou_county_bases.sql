-- title: 每个县（市、区）要建的慈善基地，建了没有
-- title_en: The charity base each county is to have, and whether it has one
-- note: A county without one filed lacks it only where all bases are declared filed since the document (2018-10-01), and as of the day
--   up to which they are; else, and where one was in use on that day and no longer is, it is not known.
-- columns: county = 县市区 / County; class = 分类 / Class; asked = 应建 / Asked for; bases = 在用的（个） / In use; names = 名称 / Names;
--   state = 达到没有 / Reached; known_until = 基地报全到 / All bases filed up to
-- filed: county, names
select c.district, a.name as county, c.class, iif(c.class = '加快发展县', '慈善精准帮扶基地', '慈善基地') as asked,
  nullif(count(b.base_id) filter (where b.closed_on is null or b.closed_on > today), 0) as bases,
  group_concat(b.name, '、') filter (where b.closed_on is null or b.closed_on > today) as names,
  case
    when count(b.base_id) filter (where b.closed_on is null or b.closed_on > today) > 0 then '达到'
    when k.until_on is not null and coalesce(max(b.closed_on), '') <= k.until_on then '到 ' || k.until_on || ' 未达到'
    else '无法判断'
  end as state,
  k.until_on as known_until,
  c.sample
from wenzhou_counties c
join areas a on a.district = c.district and a.area_id = c.area_id
join build
left join wenzhou_charity_bases b on b.district = c.district and b.area_id = c.area_id and b.sample <= c.sample and b.opened_on <= today
  and (c.class <> '加快发展县' or b.kind = '慈善精准帮扶基地')
left join covered k on k.district = c.district and k.table_name = 'wenzhou_charity_bases' and k.kind = '' and k.org_type = ''
  and k.sample = c.sample and k.from_on <= '2018-10-01'
group by c.district, c.area_id
