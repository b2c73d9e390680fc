-- code: annual-inspection-52
-- title: 民办非企业单位年度检查
-- title_en: Annual inspection of a private non-enterprise unit
-- party: 社会组织
-- basis: 《民办非企业单位年度检查办法》（民政部令第27号）
-- basis_en: Measures on the Annual Inspection of Private Non-enterprise Units (Ministry of Civil Affairs Order No.
--   27)
-- applies: 年底不是慈善组织的民办非企业单位，每年；从2005年度起
-- applies_en: Private non-enterprise units that are not charities at the end of the year, every year from 2005 on
-- exempt: 年底成立不满六个月；当年免检；到期前已经注销、撤销或者吊销。慈善组织改报年度报告
-- exempt_en: founded less than six months before the end of the year; exempted that year; deregistered or revoked before the due
--   date. Charities file an annual report instead
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
    when registered_on > year || '-06-30' then '年底成立不满六个月'
    else ended
  end as exempt,
  coalesce(doubt, unknown) as unknown,
  covered_until,
  0 as estimated,
  sample
from organisation_years
where paper = '年度检查' and type = '民办非企业单位' and year >= 2005 and charity is not 1
