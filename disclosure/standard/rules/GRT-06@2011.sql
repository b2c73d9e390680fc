-- code: GRT-06
-- title: 评分不超过满分
-- title_en: Scores stay within their full marks
-- severity: error
-- effect: reject
-- basis: 《海曙区公益创投项目管理试行办法》附：评审表、评估表
-- scope: 项目的每项得分
-- explanation: 一项指标的得分超过它的满分。
-- innocent: 附加分应当单列。
select
  district,
  'grant_scores' as table_name,
  json_object('grant_id', grant_id, 'stage', stage, 'indicator', indicator) as key,
  null as org_id,
  null as period,
  iif(score > full_score, '不符合', '符合') as status,
  printf('%s：得分 %g，满分 %g', indicator, score, full_score) as detail
from grant_scores
