select a.*,
  (select count(*) from organisations o where o.district = a.district and o.status = '正常'
     and a.name in (o.street, o.community)) as organisations,
  exists (select 1 from organisations o where o.district = a.district and o.street = a.name) as is_street
from areas a where a.district = :district
order by a.parent is not null, a.parent, a.area_id
