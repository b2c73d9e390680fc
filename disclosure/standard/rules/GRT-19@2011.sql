-- code: GRT-19
-- title: 终期评估在中期评估之后
-- title_en: The final assessment follows the mid-term one
-- severity: warning
-- effect: publish
-- basis: 《海曙区公益创投项目管理试行办法》第三十一条，附：评估表
-- scope: 每次项目评估
-- explanation: 终期评估早于中期评估，或者没有中期评估就终期评估通过。
-- innocent: 中期评估没有公布。
select
  a.district,
  'grant_assessments' as table_name,
  json_object('grant_id', a.grant_id, 'stage', a.stage) as key,
  g.org_id,
  a.assessed_on as period,
  case
    when a.stage <> '终期评估' then '不适用'
    when m.assessed_on is null then '无法判断'
    when a.assessed_on > m.assessed_on then '符合'
    else '不符合'
  end as status,
  case when a.stage <> '终期评估' then '不是终期评估' when m.assessed_on is null then '没有公布中期评估' else '中期 ' || m.assessed_on || '，终期 ' || a.assessed_on end as detail
from grant_assessments a
left join grants g on g.district = a.district and g.grant_id = a.grant_id
left join grant_assessments m on m.district = a.district and m.grant_id = a.grant_id and m.stage = '中期评估'
