-- code: GRT-06
-- title: 评分不超过满分
-- title_en: Scores stay within their full marks
-- severity: error
-- effect: reject
-- within: org_id
-- basis: 得分是满分以内的数（算术关系）
-- basis_en: A score lies within full marks (arithmetic)
-- scope: 项目的每项得分
-- scope_en: each score of a project
-- explanation: 一项指标的得分超过它的满分。
-- explanation_en: The score of an indicator is above its full mark.
-- innocent: 附加分应当单列。
-- innocent_en: Extra marks should stand apart.
-- never: 不适用 每项得分都有满分；无法判断 得分和满分都是必填
select
  s.district,
  'grant_scores' as table_name,
  json_object('grant_id', s.grant_id, 'stage', s.stage, 'indicator', s.indicator) as key,
  g.org_id,
  cast(g.round as text) as period,
  round(s.score * 100) > round(s.full_score * 100) as broken,
  printf('%s：得分 %g，满分 %g', s.indicator, s.score, s.full_score) as detail,
  s.sample
from grant_scores s
join grants g on g.district = s.district and g.grant_id = s.grant_id
