-- code: annual-report-53
-- title: 基金会年度工作报告
-- title_en: Annual work report of a foundation
-- party: 社会组织
-- basis: 《基金会管理条例》第三十六条
-- basis_en: Regulations on Foundations, article 36
-- applies: 基金会，每年；从2004年度起。填成年度检查的也算
-- applies_en: Foundations, every year from 2004 on; what was filed as an annual inspection counts, too
-- exempt: 当年免检；到期前已经注销、撤销或者吊销
-- exempt_en: exempted that year; deregistered or revoked before the due date
-- due: 次年3月31日前
-- due_en: by 31 March of the next year
select
  district,
  org_id,
  json_object('org_id', org_id, 'year', year, 'kind', paper) as key,
  cast(year as text) as period,
  due_on,
  filed_on as done_on,
  iif(spared, '当年免检', ended) as exempt,
  unknown,
  covered_until,
  0 as estimated,
  sample
from organisation_years
where paper = '年度报告' and type = '基金会'
