-- code: FIN-31
-- title: 管理费用不超过规定比例
-- title_en: Administration stays within its share
-- severity: warning
-- effect: publish
-- basis: 《关于慈善组织开展慈善活动年度支出和管理费用的规定》（民发〔2016〕189号；分档数字待核实）
-- basis_en: Provisions on Yearly Charitable Spending and Administration Expenses of Charities (Minfa [2016] No. 189;
--   figures of the bands to be verified)
-- scope: 慈善组织每个年度的收支；不是慈善组织的、不满一整年的不适用
-- scope_en: the income and expenses of charities by year; not of others, nor of less than a whole year
-- applies_from: 2017-01-01
-- explanation: 管理费用占费用合计的比例超过规定。不满二十万元的不受比例限制。
-- explanation_en: Administration takes a larger share of total expenses than is set. Below 200,000 yuan no share applies.
-- innocent: 重大筹款年度前后管理费用可能集中发生。
-- innocent_en: Administration may be concentrated around a year of large fundraising.
select
  district,
  'finances' as table_name,
  json_object('org_id', org_id, 'year', year) as key,
  org_id,
  cast(year as text) as period,
  exempt,
  administration_unknown as unknown,
  not within as broken,
  administration as detail,
  sample
from charity_limits
