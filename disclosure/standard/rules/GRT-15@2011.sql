-- code: GRT-15
-- title: 申报单位是登记或备案的社会组织
-- title_en: The applicant is a registered or filed body
-- severity: warning
-- effect: publish
-- basis: 《海曙区公益创投项目管理试行办法》第五条、第六条
-- scope: 公益创投中决定资助的项目
-- applies_from: 2011-04-18
-- explanation: 得到资助的单位，申报时已经注销、撤销或吊销。
-- innocent: 状态的变化日期填错。
select
  g.district,
  'grants' as table_name,
  json_object('grant_id', g.grant_id) as key,
  g.org_id,
  cast(g.round as text) as period,
  case
    when g.programme <> '公益创投' or g.decision <> '资助' then '不适用'
    when g.org_id is null or o.org_id is null then '无法判断'
    when o.status in ('注销', '撤销', '吊销') and coalesce(o.status_since, '') < coalesce(g.applied_on, g.round || '-01-01') then '不符合'
    else '符合'
  end as status,
  case when g.programme <> '公益创投' or g.decision <> '资助' then '不是决定资助的公益创投项目' when g.org_id is null or o.org_id is null then '单位不在本平台的名录里' else o.status || coalesce('，自 ' || o.status_since, '') end as detail
from grants g
left join organisations o on o.org_id = g.org_id
