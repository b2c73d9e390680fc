-- code: charity
-- title: 是慈善组织吗？
-- title_en: Is it a charity?
-- why: 慈善组织要公开年度报告，支出比例和管理费用有规定；不是慈善组织，不等于不做公益。
-- why_en: Charities must publish annual reports and keep to limits on spending and administration. Not being a charity does not
--   mean doing no good.
-- neutral: 否
select
  district,
  org_id,
  charity as holds,
  coalesce(doubt, iif(is_charity is null, '没有填写是不是慈善组织', null)) as unknown,
  case
    when not open then stands
    when is_charity then coalesce('自 ' || charity_since || ' 是慈善组织', '认定或登记为慈善组织')
    else '没有认定为慈善组织'
  end as evidence,
  'organisations' as table_name,
  json_object('org_id', org_id) as key,
  null as valid_until,
  sample
from standing_today
