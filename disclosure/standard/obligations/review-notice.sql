-- code: review-notice
-- title: 评审结果公示
-- title_en: Notice of a jury's results
-- party: 登记管理机关
-- basis: 《海曙区公益创投项目管理试行办法》第十七条
-- applies: 公益创投中决定资助、已签协议的项目
-- exempt: 
-- due: 签订协议之前
select
  g.district,
  g.org_id,
  json_object('grant_id', g.grant_id) as key,
  cast(g.round as text) as period,
  g.agreement_on as due_on,
  n.published_on as done_on,
  null as exempt,
  iif(g.review_notice_id is null, '没有写明评审结果公示', null) as unknown,
  0 as estimated,
  g.sample
from grants g
left join notices n on n.district = g.district and n.notice_id = g.review_notice_id
where g.programme = '公益创投' and g.decision = '资助' and g.agreement_on is not null
