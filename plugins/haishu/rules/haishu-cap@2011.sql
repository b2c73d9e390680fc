-- code: haishu-cap
-- title: 公益创投每个组织每轮资助不超过五万元
-- title_en: 公益创投 awards at most 50,000 yuan per organisation and round
-- severity: error
-- effect: reject
-- basis: 《海曙区公益创投项目管理试行办法》第十九条
-- scope: 公益创投中决定资助的组织，按轮次合计
-- applies_from: 2011-04-18
-- explanation: 同一组织在同一轮公益创投中获得的资助合计超过上限，而没有一个项目写明批准文号。
-- innocent: 经区民政局批准的项目可以超过上限，填写批准文号即可。
select
  district,
  'grants' as table_name,
  json_object('grant_id', min(grant_id)) as key,
  org_id,
  cast(round as text) as period,
  case
    when sum(coalesce(awarded, 0)) <= cast(coalesce(nullif(:cap, ''), 50000) as real) then '符合'
    when max(approval_no) is not null then '符合'
    else '不符合'
  end as status,
  printf('%s 第 %s 轮合计资助 %.2f 元，上限 %s 元', coalesce(org_id, org_name), round, sum(coalesce(awarded, 0)),
         coalesce(nullif(:cap, ''), 50000)) as detail
from grants
where programme = '公益创投' and decision = '资助'
group by district, coalesce(org_id, org_name), round
