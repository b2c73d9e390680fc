-- title: 诚信评选的结果
-- title_en: Honesty honours
-- columns: title = 荣誉名称 / Honour; year = 年度 / Year; level = 级别 / Level; basis = 评选依据 / Basis
-- filed: basis
select district, year, title, org_id, recipient, level, basis, -year as position, sample
from honours
where district = 'haishu' and title like '%诚信%'
