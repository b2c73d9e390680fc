-- code: GOV-04
-- title: 评审人数为五至十一人的单数
-- title_en: The jury is odd, five to eleven
-- severity: warning
-- effect: publish
-- basis: 《海曙区公益创投项目管理试行办法》第十七条
-- scope: 公益创投中决定资助的项目
-- applies_from: 2011-04-18
-- explanation: 评审人数不是单数，或者不在五至十一人之间。
-- innocent: 有评审员回避，实际打分人数变为双数。
select
  g.district,
  'grants' as table_name,
  json_object('grant_id', g.grant_id) as key,
  g.org_id,
  cast(g.round as text) as period,
  case
    when g.programme <> '公益创投' or g.decision <> '资助' then '不适用'
    when g.jury_size is null then '无法判断'
    when g.jury_size % 2 = 1 and g.jury_size between cast(coalesce(nullif(:least, ''), 5) as real) and cast(coalesce(nullif(:most, ''), 11) as real) then '符合'
    else '不符合'
  end as status,
  case when g.programme <> '公益创投' or g.decision <> '资助' then '不是决定资助的公益创投项目' when g.jury_size is null then '没有填写评审人数' else '评审人数 ' || g.jury_size end as detail
from grants g
