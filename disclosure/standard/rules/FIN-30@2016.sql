-- code: FIN-30
-- title: 慈善活动支出达到规定比例
-- title_en: Charitable spending reaches its share
-- severity: warning
-- effect: publish
-- basis: 《关于慈善组织开展慈善活动年度支出和管理费用的规定》（民发〔2016〕189号）第七至十条（分档数字待核实）
-- basis_en: Provisions on Yearly Charitable Spending and Administration Expenses of Charities (Minfa [2016] No. 189),
--   articles 7 to 10 (figures of the bands to be verified)
-- scope: 慈善组织每个年度的收支；不是慈善组织的、不满一整年的不适用
-- scope_en: the income and expenses of charities by year; not of others, nor of less than a whole year
-- applies_from: 2017-01-01
-- explanation: 慈善活动支出低于规定：上年总收入的比例或上年末净资产的比例，上一年的数可以用前三年的平均代替，两种算法都不到才是不符合。
-- explanation_en: Spending on charitable activities is below what is set: a share of last year's income or of net assets at its
--   end. The average of three years may stand for last year; only if it falls short both ways is the rule not met.
-- innocent: 收入里有限定以后年度才能用的；不满一年的、有特殊情况的另有公开说明。
-- innocent_en: Some income may only be used in later years; for less than a year, or in special cases, there is a public
--   explanation.
select
  district,
  'finances' as table_name,
  json_object('org_id', org_id, 'year', year) as key,
  org_id,
  cast(year as text) as period,
  exempt,
  spending_unknown as unknown,
  not reached as broken,
  spending as detail,
  sample
from charity_limits
