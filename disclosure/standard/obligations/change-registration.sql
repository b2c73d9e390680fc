-- code: change-registration
-- title: 变更登记的申请
-- title_en: Application to register a change
-- party: 社会组织
-- basis: 本区登记办法的条款（programme_terms：申请变更期限）
-- basis_en: Terms of the district’s measures on registration (programme_terms: time limit of an application to
--   change)
-- applies: 每项变更；条款写明只管直接登记的，不管别的
-- applies_en: Each change of registration; where the provision covers only direct registration, nothing else
-- exempt: 本区没有规定期限
-- exempt_en: the district sets no limit
-- due: 变更之日起，条款规定的天数以内
-- due_en: within the days set by the provision from the change
-- never: 逾期未报、未到期 没有填申请日期的，也许已经申请
select
  district,
  org_id,
  json_object('case_id', id) as key,
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
where step = '变更申请'
