-- code: duty-report
-- title: 法定代表人述职公示
-- title_en: Yearly report of the legal representative on duties
-- party: 社会组织
-- basis: 本区关于负责人管理的条款（programme_terms：法定代表人述职、述职期限）
-- basis_en: Terms of the district on leaders (programme_terms: report on duties, day of the report on duties)
-- applies: 规定了法定代表人述职的区，每个登记的组织每一年；公示的名单里有这个组织的才认定
-- applies_en: In districts that require legal representatives to report, each registered organisation every year; only notices that
--   list the organisation count
-- exempt: 到期前已经注销、撤销或者吊销
-- exempt_en: deregistered or revoked before the due date
-- due: 次年条款规定的日子以前；没有规定期限的没有到期日
-- due_en: by the day of the next year set by the provision; without a limit there is no due date
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
where step = '法定代表人述职'
