-- code: GRT-22
-- title: 公示结束后才决定资助
-- title_en: The notice ends before the decision
-- severity: warning
-- effect: publish
-- basis: 《海曙区公益创投项目管理试行办法》第十七条
-- scope: 公益创投中决定资助的项目
-- applies_from: 2011-04-18
-- explanation: 评审结果公示还没有结束，就决定资助。
-- innocent: 公示期延长后没有更新，或者决定日期填成了评审会的日期。
select
  g.district,
  'grants' as table_name,
  json_object('grant_id', g.grant_id) as key,
  g.org_id,
  cast(g.round as text) as period,
  case
    when g.programme <> '公益创投' or g.decision <> '资助' or g.decided_on is null then '不适用'
    when n.end_on is null then '无法判断'
    when g.decided_on > n.end_on then '符合'
    else '不符合'
  end as status,
  case
    when g.programme <> '公益创投' or g.decision <> '资助' or g.decided_on is null then '不是公益创投，或者没有决定日期'
    when n.end_on is null then '没有写明评审结果公示'
    else '公示到 ' || n.end_on || '，决定 ' || g.decided_on
  end as detail
from grants g
left join notices n on n.district = g.district and n.notice_id = g.review_notice_id
