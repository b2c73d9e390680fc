-- code: TAX-01
-- title: 税前扣除资格为三年
-- title_en: The tax-deduction window is three years
-- severity: warning
-- effect: publish
-- basis: 财政部 税务总局 民政部公告2020年第27号
-- scope: 每个登记的组织
-- explanation: 公益性捐赠税前扣除资格一次为三年；公布的起止不是三年。
-- innocent: 各批公告的起止日期按公告，可能从 1 月 1 日起算。
select
  o.district,
  'organisations' as table_name,
  json_object('org_id', o.org_id) as key,
  o.org_id,
  null as period,
  case
    when o.tax_deductible_from is null or o.tax_deductible_until is null then '不适用'
    when o.tax_deductible_until <= date(o.tax_deductible_from, '+3 years') and o.tax_deductible_until > o.tax_deductible_from then '符合'
    else '不符合'
  end as status,
  iif(o.tax_deductible_from is null or o.tax_deductible_until is null, '没有公布资格起止', o.tax_deductible_from || ' 至 ' || o.tax_deductible_until) as detail
from organisations o
