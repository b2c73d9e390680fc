-- title: 哪些组织有值得留意的迹象，根据哪条记录？
-- title_en: Which organisations show signs worth a look, and on which record?
-- description: 迹象不是结论，每一条都写着根据；记录改了，迹象就没有了。没有填报的不算迹象（见 early_warnings）。
-- description_en: Signs are no findings; each names its record and goes away with it. What is not filed is no sign.
-- group: trust
-- parameters: district = 区（区） / District; matter = 方面：资金、检查、信用、负责人、日常活动、报送和公开 / Matter; org_id = 组织的代码 / Code of the organisation
-- columns: matter = 方面 / Matter; sign = 迹象 / Sign; since = 从哪天起 / Since; evidence = 根据 / Evidence
select district, org_id, org_name as organisation, matter, sign, since, evidence, '/organisations/' || org_id || '/' as permalink, sample
from early_warnings
where coalesce(:district, '') in ('', district) and coalesce(:matter, '') in ('', matter) and coalesce(:org_id, '') in ('', org_id)
order by since desc, org_id, sign
