-- code: active
-- title: 现在可以正常开展活动吗？
-- title_en: Is it in good standing?
-- why: 注销、撤销、吊销以后不能再接受捐赠、承接项目。
select
  district,
  org_id,
  open as holds,
  doubt as unknown,
  stands as evidence,
  'organisations' as table_name,
  json_object('org_id', org_id) as key,
  null as valid_until,
  sample
from standing_today
