-- code: accounts
-- title: 最近两年的收支可以看到吗？
-- title_en: Can its accounts of the last two years be seen?
-- why: 看得到收支，才谈得上钱用在哪里。
with latest as (
  select district, org_id, max(year) as year from finances group by district, org_id
)
select o.district, o.org_id,
  iif(l.year >= cast(substr((select today from build), 1, 4) as integer) - 2, '是', '未知') as answer,
  iif(l.year is null, '平台上没有它的收支', '最近公布的是 ' || l.year || ' 年') as evidence,
  'finances' as table_name, iif(l.year is null, null, json_object('org_id', o.org_id, 'year', l.year)) as key,
  null as valid_until, o.sample
from organisations o
left join latest l on l.district = o.district and l.org_id = o.org_id
