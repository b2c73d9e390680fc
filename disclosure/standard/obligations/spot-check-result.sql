-- code: spot-check-result
-- title: 抽查结果公布
-- title_en: Publication of spot checks
-- party: 登记管理机关
-- party_en: registration authority
-- basis: 本区双随机抽查办法的条款（programme_terms：结果公布期限）
-- basis_en: Terms of the district’s measures on spot checks (programme_terms: time limit of publishing a result)
-- applies: 每次双随机抽查
-- applies_en: Each random spot check
-- exempt: 本区没有规定期限
-- exempt_en: the district sets no limit
-- due: 检查之日起，条款规定的天数（或者工作日）以内
-- due_en: within the days (or working days) set by the provision from the inspection
select
  district,
  org_id,
  json_object('check_id', id) as key,
  since as period,
  due_on,
  done_on,
  exempt,
  unknown,
  covered_until,
  estimated,
  basis,
  sample
from term_deadlines
where step = '抽查公布'
