-- code: registration-decision
-- title: 成立登记的决定
-- title_en: Decision on a registration
-- party: 登记管理机关
-- party_en: registration authority
-- basis: 本区直接登记办法的条款（programme_terms：办理期限），没有条款的看案卷写明的期限
-- basis_en: Terms of the district’s measures on direct registration (programme_terms: time limit of a decision);
--   without a term, the time limit written in the file
-- applies: 每件成立登记；本区条款只管直接登记的
-- applies_en: Each registration of a founding; only direct registration where the district's provision covers no other
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
where step = '成立决定'
