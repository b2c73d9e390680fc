-- code: financial-report
-- title: 年度财务会计报告
-- title_en: Annual financial report
-- party: 社会组织
-- basis: 《慈善组织信息公开办法》（民政部令第81号，2026年1月1日起施行，条文待核实）
-- basis_en: Measures on Disclosure by Charities (Ministry of Civil Affairs Order No. 81, in force from 1 January
--   2026; articles to be verified)
-- applies: 基金会，从2004年度起；年底是慈善组织的其他组织，从2025年度（2026年报送）起
-- applies_en: Foundations from 2004 on; other organisations that are charities at the end of the year, from 2025 (filed in 2026) on
-- exempt: 当年成立的；到期前已经注销、撤销或者吊销
-- exempt_en: founded that year; deregistered or revoked before the due date
-- due: 次年5月31日前；年度收支没有报送日期，公布了的也不知道是否按时
-- due_en: by 31 May of the next year; annual accounts bear no date of filing, so it is unknown whether those published were on time
-- never: 按时、逾期报送 年度收支没有报送日期一列
select
  district,
  org_id,
  json_object('org_id', org_id, 'year', year) as key,
  cast(year as text) as period,
  due_on,
  null as done_on,
  iif(registered_on >= year || '-01-01', '当年成立', ended) as exempt,
  coalesce(doubt, unknown) as unknown,
  covered_until,
  0 as estimated,
  iif(type = '基金会', '《基金会管理条例》第三十六条', null) as basis,
  sample
from organisation_years
where paper = '财务会计报告' and (type = '基金会' or year >= 2025 and is_charity and charity is not 0)
