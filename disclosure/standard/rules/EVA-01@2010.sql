-- code: EVA-01
-- title: 过期的等级不作为现行等级
-- title_en: A lapsed grade is not the current one
-- severity: info
-- effect: publish
-- basis: 《社会组织评估管理办法》
-- scope: 每次评估
-- explanation: 评估等级的有效期已过，也没有新的评估。网站上标为“已过期”。
-- innocent: 已申请复评，结果还没有公布。
select
  district,
  'evaluations' as table_name,
  json_object('org_id', org_id, 'announced_on', announced_on) as key,
  org_id,
  announced_on as period,
  case
    when grade = '不予评级' or valid_until is null then '不适用'
    when withdrawn_on is not null then '不适用'
    when exists (select 1 from evaluations n where n.district = evaluations.district and n.org_id = evaluations.org_id and n.announced_on > evaluations.announced_on) then '不适用'
    when valid_until >= coalesce(nullif(:today, ''), (select today from build)) then '符合'
    else '不符合'
  end as status,
  case when grade = '不予评级' or valid_until is null or withdrawn_on is not null then '没有有效期' when exists (select 1 from evaluations n where n.district = evaluations.district and n.org_id = evaluations.org_id and n.announced_on > evaluations.announced_on) then '已有新的评估' else grade || ' 有效期到 ' || valid_until end as detail
from evaluations
