-- code: GRT-21
-- title: 评审结果公示列出每一个申报项目
-- title_en: The notice of results names every application
-- severity: warning
-- effect: publish
-- basis: 《海曙区公益创投项目管理试行办法》第十七条
-- scope: 公益创投中写明了评审结果公示的项目
-- applies_from: 2011-04-18
-- explanation: 评审结果应当告知每一个申报单位；公示的名单里没有这个项目，落选的也应当列出。
-- innocent: 结果另行书面告知，没有写进公示；或者公示里的单位名称和申报时不同。
select
  g.district,
  'grants' as table_name,
  json_object('grant_id', g.grant_id) as key,
  g.org_id,
  cast(g.round as text) as period,
  case
    when g.programme <> '公益创投' or g.review_notice_id is null then '不适用'
    when not exists (select 1 from notice_items i where i.district = g.district and i.notice_id = g.review_notice_id) then '无法判断'
    when exists (
      select 1 from notice_items i
      where i.district = g.district and i.notice_id = g.review_notice_id and (i.org_id = g.org_id or i.org_name = g.org_name or i.project = g.project)
    ) then '符合'
    else '不符合'
  end as status,
  case
    when g.programme <> '公益创投' or g.review_notice_id is null then '不是公益创投，或者没有写明评审结果公示'
    else '公示 ' || g.review_notice_id || '：' || g.project
  end as detail
from grants g
