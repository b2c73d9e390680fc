-- code: GRT-18
-- title: 满意度询问十人以上，九成满意
-- title_en: Ten or more are asked, nine in ten are satisfied
-- severity: info
-- effect: publish
-- basis: 《海曙区公益创投项目管理试行办法》第三十一条，附：评估表
-- scope: 每次项目评估
-- explanation: 评估表要求询问十名服务对象，满意的达到九成；公布的不足。
-- innocent: 服务对象不便接受询问；满意度不足只影响得分，不等于评估不通过。
select
  a.district,
  'grant_assessments' as table_name,
  json_object('grant_id', a.grant_id, 'stage', a.stage) as key,
  g.org_id,
  a.assessed_on as period,
  case
    when a.people_asked is null or a.people_satisfied is null then '不适用'
    when a.people_asked >= cast(coalesce(nullif(:asked, ''), 10) as real) and a.people_satisfied * 100 >= a.people_asked * cast(coalesce(nullif(:percent, ''), 90) as real) then '符合'
    else '不符合'
  end as status,
  iif(a.people_asked is null or a.people_satisfied is null, '没有满意度调查', printf('询问 %d 人，满意 %d 人', a.people_asked, a.people_satisfied)) as detail
from grant_assessments a
left join grants g on g.district = a.district and g.grant_id = a.grant_id
