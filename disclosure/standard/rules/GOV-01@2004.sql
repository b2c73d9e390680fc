-- code: GOV-01
-- title: 基金会理事五至二十五人
-- title_en: A foundation has 5 to 25 directors
-- severity: warning
-- effect: publish
-- basis: 《基金会管理条例》第二十条
-- scope: 每个登记的组织
-- explanation: 公布的现任理事不足五人或多于二十五人。
-- innocent: 只公布了部分理事；换届期间有空缺。
select
  o.district,
  'organisations' as table_name,
  json_object('org_id', o.org_id) as key,
  o.org_id,
  null as period,
  case
    when not o.type = '基金会' or o.status <> '正常' then '不适用'
    when b.members is null then '无法判断'
    when b.members between cast(coalesce(nullif(:least, ''), 5) as real) and cast(coalesce(nullif(:most, ''), 25) as real) then '符合'
    else '不符合'
  end as status,
  case when not o.type = '基金会' or o.status <> '正常' then '不是正常的基金会' when b.members is null then '没有公布理事' else '公布的现任理事 ' || b.members || ' 人' end as detail
from organisations o
left join (
  select district, org_id, count(distinct name) as members, count(distinct iif(paid = 1, name, null)) as paid, count(distinct iif(paid is not null, name, null)) as known
  from people
  where (body = '理事会' or post in ('理事长', '副理事长', '常务理事', '理事')) and coalesce(term_end, '9999-12-31') >= coalesce(nullif(:today, ''), (select today from build))
  group by district, org_id
) b on b.district = o.district and b.org_id = o.org_id
