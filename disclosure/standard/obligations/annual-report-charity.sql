-- code: annual-report-charity
-- title: 慈善组织年度报告
-- title_en: Annual report of a charity
-- party: 社会组织
-- basis: 《慈善组织信息公开办法》（民政部令第81号，2026年1月1日起施行，条文待核实）
-- basis_en: Measures on Disclosure by Charities (Ministry of Civil Affairs Order No. 81, in force from 1 January
--   2026; articles to be verified)
-- applies: 年底是慈善组织的社会团体和民办非企业单位，每年；从2025年度（2026年报送）起，以前的规定没有收入
-- applies_en: Associations and private non-enterprise units that are charities at the end of the year, every year; from 2025 (filed
--   in 2026) on, earlier provisions are not included
-- exempt: 当年免检；到期前已经注销、撤销或者吊销
-- exempt_en: exempted that year; deregistered or revoked before the due date
-- due: 次年5月31日前
-- due_en: by 31 May of the next year
select
  district,
  org_id,
  json_object('org_id', org_id, 'year', year, 'kind', paper) as key,
  cast(year as text) as period,
  due_on,
  iif(doubt is null, filed_on, null) as done_on,
  iif(spared, '当年免检', ended) as exempt,
  coalesce(doubt, unknown) as unknown,
  covered_until,
  0 as estimated,
  sample
from organisation_years
where paper = '年度报告' and type in ('社会团体', '民办非企业单位') and year >= 2025 and charity is not 0 and (is_charity or filed)
