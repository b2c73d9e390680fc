-- title: 表彰为“十好”的组织
-- title_en: Bodies honoured under the ten criteria
-- columns: title = 荣誉名称 / Honour; year = 年度 / Year; level = 级别 / Level; basis = 评选依据 / Basis
-- filed: basis
select district, year, title, org_id, recipient, level, basis, notice_id, -year as position, sample
from honours
where district = 'haishu' and title like '%十好%'
