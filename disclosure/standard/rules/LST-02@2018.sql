-- code: LST-02
-- title: 公示期满的记录不再公示
-- title_en: What is past its publication is no longer shown
-- severity: warning
-- effect: publish
-- basis: 《社会组织信用信息管理办法》；信用修复的规定（期限待核实）
-- basis_en: Measures on Credit Information of Social Organisations; rules on repairing credit (time limits to be
--   verified)
-- scope: 每条写明公示截止日的信用记录
-- scope_en: each credit record that states until when it is published
-- explanation: 记录写明的公示截止日已过，仍在公布。
-- explanation_en: It is still published after the day until which it may be.
-- innocent: 更新的提交还没有交来；历史版本仍可查。
-- innocent_en: The newer submission has not come yet; past versions can still be seen.
-- never: 无法判断 写明截止日的才在这里
select
  district,
  'credit_events' as table_name,
  json_object('event_id', event_id) as key,
  org_id,
  listed_on as period,
  not shown as broken,
  '公示截止 ' || publish_until as detail,
  sample
from credit_today
where publish_until is not null
