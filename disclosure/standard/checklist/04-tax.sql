-- code: tax
-- title: 现在捐赠可以在税前扣除吗？
-- title_en: Are gifts to it deductible from tax today?
-- why: 公益性捐赠税前扣除资格三年有效，过期以后的捐赠不能凭它扣除。
select o.district, o.org_id,
  case
    when o.tax_deductible_until is null then '未知'
    when (select today from build) between coalesce(o.tax_deductible_from, '') and o.tax_deductible_until then '是'
    else '否'
  end as answer,
  iif(o.tax_deductible_until is null, '没有填报资格', coalesce(o.tax_deductible_from, '') || ' 至 ' || o.tax_deductible_until) as evidence,
  'organisations' as table_name, json_object('org_id', o.org_id) as key, o.tax_deductible_until as valid_until, o.sample
from organisations o
