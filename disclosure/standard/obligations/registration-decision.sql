-- code: registration-decision
-- title: 成立登记的决定
-- title_en: Decision on a registration
-- party: 登记管理机关
-- basis: 一份区级文件：直接登记的审批由60日缩短为45日（日的算法原文没有写）
-- applies: 每件成立登记
-- exempt: 
-- due: 受理之日起45日内，或文书写明的期限
select
  district,
  org_id,
  json_object('case_id', case_id) as key,
  accepted_on as period,
  date(accepted_on, '+' || coalesce(limit_days, 45) || ' days') as due_on,
  decided_on as done_on,
  null as exempt,
  iif(accepted_on is null, '没有填写受理日期', null) as unknown,
  0 as estimated,
  sample
from cases
where kind = '成立'
