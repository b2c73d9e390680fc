-- code: EVA-03
-- title: 评估得分不超过满分
-- title_en: Scores stay within their full marks
-- severity: error
-- effect: reject
-- within: org_id
-- basis: 核对方法（本平台）：得分不超过满分
-- basis_en: Method of this register: no score above full marks
-- scope: 评估的每项得分
-- scope_en: each score of an evaluation
-- explanation: 一项指标的得分超过它的满分。
-- explanation_en: The score of an indicator is above its full mark.
-- innocent: 附加分应当单列为一项指标。
-- innocent_en: Extra marks should be an indicator of their own.
-- never: 不适用 每项得分都有满分；无法判断 得分和满分都是必填
select
  district,
  'evaluation_scores' as table_name,
  json_object('org_id', org_id, 'announced_on', announced_on, 'indicator', indicator) as key,
  org_id,
  announced_on as period,
  score > full_score as broken,
  printf('%s：得分 %g，满分 %g', indicator, score, full_score) as detail,
  sample
from evaluation_scores
