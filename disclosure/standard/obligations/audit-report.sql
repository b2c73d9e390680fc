-- code: audit-report
-- title: 年度审计报告
-- title_en: Annual audit report
-- party: 社会组织
-- basis: 《慈善组织信息公开办法》（民政部令第81号，2026年1月1日起施行，有公开募捐资格的应当审计，条文待核实）
-- basis_en: Measures on Disclosure by Charities (Ministry of Civil Affairs Order No. 81, in force from 1 January
--   2026; those that may raise funds publicly must be audited; articles to be verified)
-- applies: 基金会，从2004年度起；年底有公开募捐资格的其他组织，从2025年度（2026年报送）起
-- applies_en: Foundations from 2004 on; other organisations that may raise funds publicly at the end of the year, from 2025 (filed
--   in 2026) on
-- exempt: 当年成立的；到期前已经注销、撤销或者吊销
-- exempt_en: founded that year; deregistered or revoked before the due date
-- due: 次年5月31日前；有几份的看最早的报告日期
-- due_en: by 31 May of the next year; of several reports the earliest counts
select
  district,
  org_id,
  json_object('org_id', org_id, 'year', year) as key,
  cast(year as text) as period,
  due_on,
  filed_on as done_on,
  iif(registered_on >= year || '-01-01', '当年成立', ended) as exempt,
  unknown,
  covered_until,
  0 as estimated,
  iif(type = '基金会', '《基金会管理条例》第三十六条', null) as basis,
  sample
from organisation_years
where paper = '年度审计'
  and (type = '基金会' or year >= 2025 and public_fundraising_since <= last_day and charity is not 0 and is_charity is not 0)
