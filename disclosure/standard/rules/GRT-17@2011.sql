-- code: GRT-17
-- title: 实施地点在本区
-- title_en: The project is carried out in the district
-- severity: warning
-- effect: publish
-- basis: 《海曙区公益创投项目管理试行办法》第十二条
-- scope: 公益创投中决定资助的项目
-- applies_from: 2011-04-18
-- explanation: 项目写明的实施街道不在本区的街道名单里。
-- innocent: 街道改名或合并；名单还没有更新。
select
  g.district,
  'grants' as table_name,
  json_object('grant_id', g.grant_id) as key,
  g.org_id,
  cast(g.round as text) as period,
  case
    when g.programme <> '公益创投' or g.decision <> '资助' or g.street is null then '不适用'
    when not exists (select 1 from areas a where a.district = g.district and a.level in ('街道', '镇', '乡')) then '无法判断'
    when exists (select 1 from areas a where a.district = g.district and a.name = g.street) then '符合'
    else '不符合'
  end as status,
  case when g.programme <> '公益创投' or g.decision <> '资助' or g.street is null then '不是公益创投，或者没有写明街道' when not exists (select 1 from areas a where a.district = g.district and a.level in ('街道', '镇', '乡')) then '本区没有公布街道名单' else g.street end as detail
from grants g
