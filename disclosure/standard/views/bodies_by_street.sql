-- title: 每个街道有多少还在的社会组织
-- title_en: Existing bodies per street
-- download: yes
-- note: Of what is filed, today. per_thousand is of the bodies of the day up to which all organisations since 1949 are declared filed
--   (known_until), only where each has its street, its end is known and one street of that name has its residents filed.
-- columns: street = 街道 / Street; bodies = 社会组织（家） / Bodies; registered = 登记的（家） / Registered; filed = 备案的（家） / Filed;
--   population = 人口（人） / Residents; per_thousand = 每千人（家） / Per 1,000 residents;
--   known_until = 名单报全到 / Complete up to
with whole as (
  select o.*, k.until_on as known_until,
    iif(o.status = '正常' or o.status_since is not null, o.registered_on <= k.until_on
      and (o.status = '正常' or o.status_since > k.until_on), null) as stood
  from standing_today o
  left join covered k on k.district = o.district and k.table_name = 'organisations' and k.kind = '' and k.org_type = ''
    and k.sample = o.sample and k.from_on < '1950-01-01'
  where o.status <> '筹备'
),
counted as (
  select district, coalesce(street, '没有写明') as street, sum(open) as bodies, sum(open and registration = '登记') as registered,
    sum(open and registration = '备案') as filed, iif(count(stood) = count(*), sum(stood), null) as stood, known_until, sample
  from whole
  group by district, coalesce(street, '没有写明'), sample
  having sum(open) > 0
),
streets as (
  select district, name, iif(count(*) = 1, max(population), null) as population, sample
  from areas
  where level in ('街道', '镇', '乡')
  group by district, name, sample
)
select c.district, c.street, c.bodies, c.registered, c.filed, s.population,
  iif(exists (
    select 1 from whole w where w.district = c.district and w.sample = c.sample and w.street is null and w.stood is not 0
  ), null, round(c.stood * 1000.0 / s.population, 2)) as per_thousand,
  c.known_until,
  c.sample
from counted c
left join streets s on s.district = c.district and s.name = c.street and s.sample = c.sample
