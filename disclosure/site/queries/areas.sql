with named as (
  select a.*, '正常' as counted, a.level in ('社区', '村') as is_community, iif(p.level = '区县', null, p.name) as above,
    (select count(*) from areas b where b.district = a.district and b.name = a.name and b.sample <= a.sample
       and (b.level in ('社区', '村')) = (a.level in ('社区', '村'))) as so_named
  from areas a
  left join areas p on p.district = a.district and p.area_id = a.parent and p.sample <= a.sample
  where a.district = :district
),
bodies as (
  select name, street, community, sample from organisations where district = :district and status = '正常'
),
placed as (
  select n.*,
    not n.is_community and n.so_named = 1
      or n.is_community and n.so_named = 1
        and not exists (
          select 1 from bodies o where o.community = n.name and o.sample <= n.sample and o.street <> coalesce(n.above,
            (select min(b.street) from bodies b where b.community = n.name and b.sample <= n.sample))
        ) as alone,
    exists (select 1 from bodies o where o.community = n.name and o.street is null and o.sample <= n.sample) as streetless
  from named n
),
held as (
  select p.*,
    (select count(*) from bodies o where o.sample = p.sample and iif(p.is_community, o.community, o.street) = p.name
       and (p.alone or o.street = p.above)) as bodies,
    p.alone or p.is_community and p.above is not null and not p.streetless as known,
    exists (select 1 from covered c where c.district = p.district and c.table_name = 'organisations' and c.kind = ''
       and c.org_type = '' and c.from_on < '1950-01-01' and c.sample <= p.sample)
      and not exists (select 1 from bodies o where o.sample <= p.sample and iif(p.is_community, o.community, o.street) is null) as declared
  from placed p
)
select *, iif(level = '区县' or not known or bodies = 0 and not declared, null, bodies) as organisations
from held
order by parent is not null, parent, area_id
