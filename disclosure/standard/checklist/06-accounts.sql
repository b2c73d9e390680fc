-- code: accounts
-- title: 最近两年里有收支可以看到吗？
-- title_en: Can any accounts of the last two years be seen?
-- why: 看得到收支，才谈得上钱用在哪里。
-- why_en: Only with accounts can one tell where the money went.
-- never: 否 平台上没有，不等于它没有公开
with latest as (
  select o.district, o.org_id, o.sample, cast(substr(b.today, 1, 4) as integer) - 2 as since, max(f.year) as year
  from organisations o, build b
  left join finances f on f.district = o.district and f.org_id = o.org_id and f.sample <= o.sample
  group by o.district, o.org_id
)
select
  district,
  org_id,
  iif(year >= since, 1, null) as holds,
  case when year is null then '平台上没有它的收支' when year < since then '最近两年的收支没有公布' end as unknown,
  '最近公布的是 ' || year || ' 年' as evidence,
  'finances' as table_name,
  iif(year is null, null, json_object('org_id', org_id, 'year', year)) as key,
  null as valid_until,
  sample
from latest
