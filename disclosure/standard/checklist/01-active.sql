-- code: active
-- title: 现在可以正常开展活动吗？
-- title_en: Is it in good standing?
-- why: 注销、撤销、吊销以后不能再接受捐赠、承接项目。
select o.district, o.org_id,
  iif(o.status = '正常', '是', '否') as answer,
  o.status || coalesce('，自 ' || o.status_since, '') as evidence,
  'organisations' as table_name, json_object('org_id', o.org_id) as key, null as valid_until, o.sample
from organisations o
