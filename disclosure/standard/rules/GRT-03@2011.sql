-- code: GRT-03
-- title: 实施期不超过十二个月
-- title_en: A project lasts twelve months at most
-- severity: warning
-- effect: publish
-- basis: 《海曙区公益创投项目管理试行办法》第十三条
-- scope: 公益创投中决定资助的项目
-- applies_from: 2011-04-18
-- explanation: 项目的起止日期超过十二个月，或者结束早于开始。
-- innocent: 经批准延期。
select
  g.district,
  'grants' as table_name,
  json_object('grant_id', g.grant_id) as key,
  g.org_id,
  cast(g.round as text) as period,
  case
    when g.programme <> '公益创投' or g.decision <> '资助' or g.start_on is null or g.end_on is null then '不适用'
    when g.end_on >= g.start_on and g.end_on <= date(g.start_on, '+' || cast(coalesce(nullif(:months, ''), 12) as real) || ' months') then '符合'
    else '不符合'
  end as status,
  iif(g.programme <> '公益创投' or g.decision <> '资助' or g.start_on is null or g.end_on is null, '不是公益创投，或者没有起止日期', g.start_on || ' 至 ' || g.end_on) as detail
from grants g
