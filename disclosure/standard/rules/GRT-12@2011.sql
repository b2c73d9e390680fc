-- code: GRT-12
-- title: 评审得分等于各项之和
-- title_en: The review score is the sum of its lines
-- severity: warning
-- effect: publish
-- basis: 《海曙区公益创投项目管理试行办法》附：评审表
-- scope: 公布了分项得分的项目
-- applies_from: 2011-04-18
-- explanation: 评审得分与各项指标得分之和不同。
-- innocent: 去掉最高分和最低分后取平均。
select
  g.district,
  'grants' as table_name,
  json_object('grant_id', g.grant_id) as key,
  g.org_id,
  cast(g.round as text) as period,
  case
    when g.review_score is null or s.total is null then '不适用'
    when abs(g.review_score - s.total) <= cast(coalesce(nullif(:slack, ''), 0.5) as real) then '符合'
    else '不符合'
  end as status,
  iif(g.review_score is null or s.total is null, '没有公布评审得分或分项', printf('评审得分 %g，各项之和 %g', g.review_score, s.total)) as detail
from grants g
left join (
  select district, grant_id, sum(score) as total from grant_scores where stage = '评审' group by district, grant_id
) s on s.district = g.district and s.grant_id = g.grant_id
