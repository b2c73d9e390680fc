-- title: 直接登记的组织
-- title_en: Bodies registered directly
-- columns: guidance_unit = 业务指导单位 / Guidance unit; street = 街道 / Street; status = 状态 / Status; field = 领域 / Field;
--   type = 组织类型 / Type; registered_on = 登记日期 / Registered
select district, org_id, type, field, guidance_unit, registered_on, status, street,
  row_number() over (order by registered_on desc, org_id) as position, sample
from organisations
where district = 'haishu' and registration = '登记' and admission = '直接登记'
