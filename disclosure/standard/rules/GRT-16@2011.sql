-- code: GRT-16
-- title: 满意人数不超过询问人数
-- title_en: No more are satisfied than were asked
-- severity: error
-- effect: reject
-- basis: 《海曙区公益创投项目管理试行办法》第三十一条，附：评估表
-- scope: 每次项目评估
-- explanation: 满意人数多于询问人数。
-- innocent: 两列填反。
select
  a.district,
  'grant_assessments' as table_name,
  json_object('grant_id', a.grant_id, 'stage', a.stage) as key,
  g.org_id,
  a.assessed_on as period,
  case
    when a.people_asked is null or a.people_satisfied is null then '不适用'
    when a.people_satisfied <= a.people_asked then '符合'
    else '不符合'
  end as status,
  iif(a.people_asked is null or a.people_satisfied is null, '没有满意度调查', printf('询问 %d 人，满意 %d 人', a.people_asked, a.people_satisfied)) as detail
from grant_assessments a
left join grants g on g.district = a.district and g.grant_id = a.grant_id
