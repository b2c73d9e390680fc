-- code: haishu-audit-report
-- title: 会计师事务所的财务审计报告
-- title_en: Audit report of an accounting firm
-- party: 社会组织
-- basis: 海民〔2011〕6号第九条
-- basis_en: Haimin [2011] No. 6, article 9
-- applies: 直接登记的公益性社会团体和民办非企业单位，每年，从2011年报送的起；第二条的三类按领域“社会服务”或慈善组织认定
-- applies_en: Directly registered public-benefit associations and private non-enterprise units, every year from those filed in 2011
--   on; the three classes of article 2 are taken to be the field of social services, or charities
-- exempt: 当年免检；到期前已经注销、撤销或者吊销
-- exempt_en: exempted that year; deregistered or revoked before the due date
-- due: 次年5月31日前
-- due_en: by 31 May of the next year
select
  district,
  org_id,
  json_object('org_id', org_id, 'year', year) as key,
  cast(year as text) as period,
  due_on,
  done_on,
  exempt,
  unknown,
  covered_until,
  0 as estimated,
  sample
from haishu_papers
where piece = '审计报告'
