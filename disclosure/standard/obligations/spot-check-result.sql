-- code: spot-check-result
-- title: 抽查结果公布
-- title_en: Publication of spot checks
-- party: 登记管理机关
-- basis: 双随机抽查结果公布期限（郑州高新区2025年做法为20个工作日，本区待核实）
-- applies: 每次抽查
-- exempt: 
-- due: 检查之日起20个工作日内
select
  c.district,
  c.org_id,
  json_object('check_id', c.check_id) as key,
  c.checked_on as period,
  (select w.day from workdays w where w.working and w.day > c.checked_on order by w.day limit 1 offset 19) as due_on,
  c.published_on as done_on,
  null as exempt,
  null as unknown,
  coalesce((select max(w.estimated) from workdays w where w.day between c.checked_on and date(c.checked_on, '+40 days')), 1) as estimated,
  c.sample
from spot_checks c
