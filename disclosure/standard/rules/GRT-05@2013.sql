-- code: GRT-05
-- title: 同一项目不重复资助
-- title_en: The same project is not funded twice
-- severity: warning
-- effect: publish
-- basis: 《海曙区公益创投项目管理试行办法》第十三条；2013年征集公告
-- scope: 每个决定资助的项目
-- applies_from: 2011-04-18
-- explanation: 同一组织名称相近、时间重叠的两个项目都得到资助，可能在不同的区或不同的计划里。
-- innocent: 同一组织的系列项目名称相近，内容不同；第二年的延续项目。
select
  g.district,
  'grants' as table_name,
  json_object('grant_id', g.grant_id) as key,
  g.org_id,
  cast(g.round as text) as period,
  case
    when g.decision <> '资助' then '不适用'
    when s.other is null then '符合'
    else '不符合'
  end as status,
  case when g.decision <> '资助' then '没有资助' when s.other is null then '没有发现' else '与 ' || s.other || '（' || s.project || '）相近' end as detail
from grants g
left join (
  select district, grant_id, min(other_district || '/' || other_grant_id) as other, min(other_project) as project
  from similar_projects
  group by district, grant_id
) s on s.district = g.district and s.grant_id = g.grant_id
