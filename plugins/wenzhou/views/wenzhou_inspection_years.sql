-- title: 每年的专项检查，民政部门组织了没有
-- title_en: Whether the authority held its special inspection of each year
-- columns: year = 年份 / Year; due_on = 应在这天以前 / Due; done_on = 第一次检查 / First inspection; state = 现在 / State; detail = 说明 / Remark
select district, cast(period as integer) as year, due_on, done_on, status as state, detail, sample
from obligations
where obligation = 'wenzhou-special-inspection'
