-- code: change-registration
-- title: 变更登记
-- title_en: Change of registration
-- party: 社会组织
-- basis: 海曙区社会组织登记管理规定：变更之日起三十日内申请
-- applies: 每项变更
-- exempt: 
-- due: 变更之日起30日内
select
  district,
  org_id,
  json_object('case_id', case_id) as key,
  changed_on as period,
  date(changed_on, '+30 days') as due_on,
  applied_on as done_on,
  null as exempt,
  iif(changed_on is null, '没有填写变更日期', null) as unknown,
  0 as estimated,
  sample
from cases
where kind = '变更' and org_id is not null
