-- code: active
-- title: 登记状态现在是正常吗？
-- title_en: Is its registration in force today?
-- why: 注销、撤销、吊销以后不能再接受捐赠、承接项目。登记正常的也可能在失信名单上，那是另外一问。
-- why_en: Once deregistered or revoked, it may no longer take donations or projects. One in force may still be on a list of breaches,
--   which is asked apart.
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
