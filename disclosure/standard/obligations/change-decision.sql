-- code: change-decision
-- title: 变更登记的决定
-- title_en: Decision on a change of registration
-- party: 登记管理机关
-- party_en: registration authority
-- basis: 本区登记办法的条款（programme_terms：变更办理期限，变更登记的办理期限），没有条款的看案卷写明的期限
-- basis_en: Terms of the district’s measures on registration (programme_terms: time limit of a decision on a change);
--   without a term, the time limit written in the file
-- applies: 每项变更；条款写明只管直接登记的，不管别的
-- applies_en: Each change of registration; where the provision covers only direct registration, nothing else
-- exempt: 本区没有规定期限，案卷也没有写明
-- exempt_en: the district sets no limit and the file states none
-- due: 受理之日起，条款规定的天数以内；没有条款的看案卷写明的天数
-- due_en: within the days set by the provision from acceptance; without a provision, those stated in the file
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
where step = '变更决定'
