with held as (
  select a.*, '正常' as counted,
    (select count(*) from organisations o where o.district = a.district and o.status = '正常' and o.sample <= a.sample
       and a.name in (o.street, o.community)) as bodies,
    exists (select 1 from organisations o where o.district = a.district and o.street = a.name) as is_street,
    exists (select 1 from covered c where c.district = a.district and c.table_name = 'organisations' and c.kind = ''
       and c.org_type = '' and c.sample <= a.sample) as declared
  from areas a
  where a.district = :district
)
select *, iif(level = '区县' or bodies = 0 and not declared, null, bodies) as organisations
from held
order by parent is not null, parent, area_id
