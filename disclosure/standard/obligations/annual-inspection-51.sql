-- code: annual-inspection-51
-- title: 社会团体年度检查
-- title_en: Annual inspection of an association
-- party: 社会组织
-- basis: 《社会团体年度检查办法》（2026年1月1日起施行，条文待核实）
-- basis_en: Measures on the Annual Inspection of Social Associations (in force from 1 January 2026; articles to be
--   verified)
-- applies: 年底不是慈善组织的社会团体，每年；从2025年度（2026年报送）起，以前的规定没有收入
-- applies_en: Associations that are not charities at the end of the year, every year; from the year 2025 (filed in 2026) on,
--   earlier provisions are not included
-- exempt: 当年6月30日后成立；当年免检；到期前已经注销、撤销或者吊销。慈善组织改报年度报告
-- exempt_en: founded after 30 June of the year; exempted that year; deregistered or revoked before the due date. Charities file an
--   annual report instead
-- due: 次年5月31日前
-- due_en: by 31 May of the next year
select
  district,
  org_id,
  json_object('org_id', org_id, 'year', year, 'kind', paper) as key,
  cast(year as text) as period,
  due_on,
  iif(doubt is null, filed_on, null) as done_on,
  case
    when spared then '当年免检'
    when registered_on > year || '-06-30' then '当年6月30日后成立'
    else ended
  end as exempt,
  coalesce(doubt, unknown) as unknown,
  covered_until,
  0 as estimated,
  sample
from organisation_years
where paper = '年度检查' and type = '社会团体' and year >= 2025 and charity is not 1
