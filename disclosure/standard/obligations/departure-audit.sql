-- code: departure-audit
-- title: 法定代表人离任审计
-- title_en: Audit when a legal representative leaves
-- party: 社会组织
-- basis: 本区关于负责人管理的条款（programme_terms：离任审计、离任审计期限）
-- applies: 规定了离任审计的区，条款施行以后每次法定代表人离任；组织终止不算离任
-- due: 离任之日起，条款规定的天数或者月数以内；没有规定期限的没有到期日
-- never: 不适用 只列规定了离任审计的
select
  district,
  org_id,
  key,
  period,
  due_on,
  done_on,
  unknown,
  covered_until,
  0 as estimated,
  basis,
  sample
from leader_deadlines
where step = '离任审计'
