-- title: 镇街和社区的服务中心、服务站和枢纽组织
-- title_en: Service centres, stations and hub bodies of streets and communities
-- columns: org_id = 枢纽组织 / Hub body; position = 顺序 / Order
select a.district, a.area_id, a.name, a.level, a.urban_rural, a.population, a.service_centre, a.hub_org_id as org_id,
  row_number() over (order by a.level not in ('街道', '镇', '乡'), a.level, a.area_id) as position, a.sample
from areas a
where a.district = 'zhenhai'
