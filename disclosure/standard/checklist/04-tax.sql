-- code: tax
-- title: 现在捐赠可以在税前扣除吗？
-- title_en: Are gifts to it deductible from tax today?
-- why: 公益性捐赠税前扣除资格三年有效，过期以后的捐赠不能凭它扣除。
-- why_en: Deductibility of donations is valid for three years; later donations cannot be deducted by it.
-- neutral: 否
select
  district,
  org_id,
  deductible as holds,
  case when open is null then doubt when deductible is null then '没有填写税前扣除资格的起止日期' end as unknown,
  iif(open = 0, stands,
    '资格期' || coalesce(' ' || tax_deductible_from, '') || coalesce(' 至 ' || tax_deductible_until, ' 起')) as evidence,
  'organisations' as table_name,
  json_object('org_id', org_id) as key,
  iif(open, tax_deductible_until, null) as valid_until,
  sample
from standing_today
