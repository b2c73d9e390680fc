-- title: 每个项目适用的条款（本区、本计划、决定那一天有效的）
-- title_en: The terms each grant is under: its district's, its programme's, in force on the day it was decided
select district, id as grant_id, term, value, unit, text, basis, sample
from applicable_terms
where table_name = 'grants'
