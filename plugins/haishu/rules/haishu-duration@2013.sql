-- code: haishu-duration
-- title: 2013年公益创投项目不短于六个月
-- title_en: A project of the round of 2013 lasts six months at least
-- severity: warning
-- effect: publish
-- basis: 海曙区2013年公益创投征集公告
-- scope: 2013年一轮公益创投中决定资助的项目
-- applies_from: 2013-01-01
-- applies_until: 2013-12-31
-- explanation: 2013年征集公告要求项目实施期六个月以上。
-- innocent: 经同意提前完成。
select
  g.district,
  'grants' as table_name,
  json_object('grant_id', g.grant_id) as key,
  g.org_id,
  cast(g.round as text) as period,
  case
    when g.programme <> '公益创投' or g.decision <> '资助' or g.start_on is null or g.end_on is null then '不适用'
    when g.end_on >= date(g.start_on, '+' || cast(coalesce(nullif(:months, ''), 6) as integer) || ' months') then '符合'
    else '不符合'
  end as status,
  iif(g.programme <> '公益创投' or g.decision <> '资助' or g.start_on is null or g.end_on is null, '不是公益创投，或者没有起止日期', g.start_on || ' 至 ' || g.end_on) as detail
from grants g
