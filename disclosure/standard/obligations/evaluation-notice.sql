-- code: evaluation-notice
-- title: 评估等级公示
-- title_en: Notice of evaluation grades
-- party: 登记管理机关
-- basis: 《社会组织评估管理办法》
-- applies: 每次评估
-- exempt: 
-- due: 公告之前
select
  e.district,
  e.org_id,
  json_object('org_id', e.org_id, 'announced_on', e.announced_on) as key,
  e.announced_on as period,
  e.announced_on as due_on,
  n.published_on as done_on,
  null as exempt,
  iif(e.notice_id is null, '没有写明公示', null) as unknown,
  0 as estimated,
  e.sample
from evaluations e
left join notices n on n.district = e.district and n.notice_id = e.notice_id
