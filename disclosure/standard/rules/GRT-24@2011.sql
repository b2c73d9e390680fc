-- code: GRT-24
-- title: 满分与评分表相同
-- title_en: Full marks are those of the score sheet
-- severity: warning
-- effect: publish
-- basis: 各区资助办法的条款（programme_terms：评审表、评估表）和本区的评分表
-- basis_en: Terms of each district’s measures on grants (programme_terms: review sheet, assessment sheet) and the
--   district’s own sheets
-- waivable: 要求是各区自己的办法定的
-- scope: 本区评分表里有的每项得分；条款写明的评分表里没有这一项的，看本区其他评分表
-- scope_en: each score that is on a sheet of the district; if not on the sheet the provision names, on others of the district
-- explanation: 填报的满分不是评分表里这一项的满分，得分可能超过评分表的满分，与别的项目也不能相比。
-- explanation_en: The full mark filed is not that of the score sheet; the score may exceed it and cannot be compared with those of
--   other projects.
-- innocent: 这个计划用的是另一张评分表，没有填报。
-- innocent_en: The programme uses another score sheet that is not filed.
-- never: 不适用 只列评分表里有的指标
select
  s.district,
  'grant_scores' as table_name,
  json_object('grant_id', s.grant_id, 'stage', s.stage, 'indicator', s.indicator) as key,
  b.org_id,
  cast(g.round as text) as period,
  iif(max(h.full_score = s.full_score), 0, iif(min(h.scheme is t.text) and count(h.full_score) = count(*), 1, null)) as broken,
  printf('%s：得分 %g，填报的满分 %g，评分表的满分 ', s.indicator, s.score, s.full_score)
    || group_concat(iif(h.full_score is null, '未写', printf('%g', h.full_score)) || '（' || h.scheme || '）', '、') as detail,
  t.basis,
  s.sample
from grant_scores s
join grants g on g.district = s.district and g.grant_id = s.grant_id
join grant_bodies b on b.district = g.district and b.grant_id = g.grant_id
left join grant_terms t on t.district = g.district and t.grant_id = g.grant_id and t.term = iif(s.stage = '评审', '评审表', '评估表')
  and (s.stage <> '评审' or t.at_review)
join score_sheets h on h.district = s.district and h.stage = s.stage and h.indicator = s.indicator and h.sample <= s.sample
where h.scheme = t.text or not exists (
  select 1 from score_sheets o
  where o.district = h.district and o.stage = h.stage and o.indicator = h.indicator and o.scheme = t.text and o.sample <= s.sample
)
group by s.district, s.grant_id, s.stage, s.indicator
