-- code: departure-audit
-- title: 法定代表人离任审计
-- title_en: Audit when a legal representative leaves
-- party: 社会组织
-- basis: 本区关于负责人管理的条款（programme_terms：离任审计、离任审计期限）
-- basis_en: Terms of the district on leaders (programme_terms: audit on leaving, time limit of the audit on leaving)
-- applies: 规定了离任审计的区，条款施行以后每次法定代表人离任；组织终止不算离任
-- applies_en: In districts that require an audit on leaving office, each departure of a legal representative after the provision
--   took effect; the end of the organisation is no departure
-- exempt: 到期以前已经注销、撤销或者吊销的
-- exempt_en: bodies that ended before
-- due: 离任之日起，条款规定的天数或者月数以内；没有规定期限的没有到期日
-- due_en: within the days or months set by the provision from leaving office; without a limit there is no due date
select
  district,
  org_id,
  key,
  period,
  due_on,
  done_on,
  exempt,
  unknown,
  covered_until,
  0 as estimated,
  basis,
  sample
from leader_deadlines
where step = '离任审计'
