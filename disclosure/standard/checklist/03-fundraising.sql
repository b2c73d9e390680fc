-- code: fundraising
-- title: 可以向公众募捐吗？
-- title_en: May it raise funds from the public?
-- why: 只有取得公开募捐资格的慈善组织可以向公众募捐；没有资格的，可以与有资格的合作，或者向特定的人募捐。
select o.district, o.org_id,
  case
    when o.public_fundraising_since is not null then '是'
    when o.is_charity = 0 then '否'
    else '未知'
  end as answer,
  case
    when o.public_fundraising_since is not null then '自 ' || o.public_fundraising_since || ' 有公开募捐资格'
    when o.is_charity = 0 then '不是慈善组织'
    else '没有填报公开募捐资格'
  end as evidence,
  'organisations' as table_name, json_object('org_id', o.org_id) as key, null as valid_until, o.sample
from organisations o
