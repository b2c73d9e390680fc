-- code: TAX-02
-- title: 税前扣除资格期内等级不低于3A
-- title_en: During the tax window the grade is 3A or better
-- severity: warning
-- effect: publish
-- basis: 财政部 税务总局 民政部公告2020年第27号
-- scope: 每个登记的组织
-- explanation: 在税前扣除资格有效期内，没有有效的 3A 以上评估等级。
-- innocent: 等级刚到期，复评结果还没有公布。
select
  o.district,
  'organisations' as table_name,
  json_object('org_id', o.org_id) as key,
  o.org_id,
  null as period,
  case
    when o.tax_deductible_until is null or o.tax_deductible_until < coalesce(nullif(:today, ''), (select today from build)) then '不适用'
    when exists (select 1 from evaluations e where e.district = o.district and e.org_id = o.org_id and e.grade in ('5A', '4A', '3A')
      and coalesce(e.valid_until, '9999-12-31') >= coalesce(nullif(:today, ''), (select today from build)) and e.withdrawn_on is null) then '符合'
    else '不符合'
  end as status,
  iif(o.tax_deductible_until is null or o.tax_deductible_until < coalesce(nullif(:today, ''), (select today from build)), '不在资格有效期内', '资格到 ' || o.tax_deductible_until) as detail
from organisations o
