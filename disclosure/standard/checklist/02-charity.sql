-- code: charity
-- title: 是慈善组织吗？
-- title_en: Is it a charity?
-- why: 慈善组织要公开年度报告，支出比例和管理费用有规定；不是慈善组织，不等于不做公益。
select o.district, o.org_id,
  case o.is_charity when 1 then '是' when 0 then '否' else '未知' end as answer,
  case o.is_charity when 1 then '认定或登记为慈善组织' when 0 then '没有认定为慈善组织' else '没有填报' end as evidence,
  'organisations' as table_name, json_object('org_id', o.org_id) as key, null as valid_until, o.sample
from organisations o
