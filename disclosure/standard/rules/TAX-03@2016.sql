-- code: TAX-03
-- title: 取得公开募捐资格时成立满一年
-- title_en: A fundraising licence comes a year after registration
-- severity: warning
-- effect: publish
-- basis: 《慈善组织公开募捐管理办法》（条次待核实）
-- scope: 每个登记的组织
-- explanation: 取得公开募捐资格时，成立登记还不满一年。
-- innocent: 登记时即取得资格的，依照慈善法的特别规定。
select
  o.district,
  'organisations' as table_name,
  json_object('org_id', o.org_id) as key,
  o.org_id,
  null as period,
  case
    when o.public_fundraising_since is null then '不适用'
    when o.public_fundraising_since >= date(o.registered_on, '+1 year') then '符合'
    else '不符合'
  end as status,
  iif(o.public_fundraising_since is null, '没有公开募捐资格', o.registered_on || ' 成立，' || o.public_fundraising_since || ' 取得资格') as detail
from organisations o
