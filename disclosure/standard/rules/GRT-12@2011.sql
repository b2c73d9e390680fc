-- code: GRT-12
-- title: 总得分等于各项之和，不超过满分
-- title_en: A total score is the sum of its lines and within the full mark
-- severity: warning
-- effect: publish
-- basis: 总得分是各项得分之和（算术关系）；满分见各区的评分表（score_sheets，条款：评审表、评估表）
-- basis_en: A total is the sum of its marks (arithmetic); full marks are in each district’s sheets (score_sheets;
--   terms: review sheet, assessment sheet)
-- scope: 每个项目的评审、中期评估和终期评估，写了总得分或者分项得分的
-- scope_en: the review, mid-term and final assessment of each project that state a total or single scores
-- explanation: 公布的总得分与各项指标得分之和不同，或者超过评分表的满分合计。
-- explanation_en: The published total score differs from the sum of the indicators, or exceeds the full marks of the score sheet.
-- innocent: 去掉最高分和最低分后取平均。
-- innocent_en: The average leaves out the highest and the lowest score.
-- never: 不适用 没有得分的不在此列
with scored as (
  select district, 'grants' as table_name, json_object('grant_id', grant_id) as key, grant_id, '评审' as stage, review_score as score, sample
  from grants
  union all
  select district, 'grant_assessments', json_object('grant_id', grant_id, 'stage', stage), grant_id, stage, score, sample
  from grant_assessments
  where stage in ('中期评估', '终期评估')
),
sheets as (
  select s.*, t.basis, count(h.indicator) as listed, count(h.indicator) - count(h.full_score) as open, sum(h.full_score) as full,
    sum(h.indicator is not null and l.indicator is null) as missing
  from scored s
  left join grant_terms t on t.district = s.district and t.grant_id = s.grant_id and t.term = iif(s.stage = '评审', '评审表', '评估表')
    and (s.stage <> '评审' or t.at_review)
  left join score_sheets h on h.district = s.district and h.scheme = t.text and h.stage = s.stage and h.sample <= s.sample
  left join grant_scores l on l.district = s.district and l.grant_id = s.grant_id and l.stage = s.stage and l.indicator = h.indicator
    and l.sample <= s.sample
  group by s.district, s.grant_id, s.stage
),
added as (
  select s.*, sum(l.score) as total, cast(coalesce(nullif(:slack, ''), 0.5) as real) as slack
  from sheets s
  left join grant_scores l on l.district = s.district and l.grant_id = s.grant_id and l.stage = s.stage and l.sample <= s.sample
  group by s.district, s.grant_id, s.stage
)
select
  a.district,
  a.table_name,
  a.key,
  b.org_id,
  cast(g.round as text) as period,
  case
    when a.score is null then '没有填写总得分'
    when a.total is null then '没有填报分项得分'
    when a.listed = 0 and round(a.score - a.total, 2) > a.slack then '没有评分表，不知道各项报全没有'
    when a.missing > 0 then '评分表里有的指标没有填报得分'
  end as unknown,
  case
    when a.open = 0 and a.score > a.full or round(a.total - a.score, 2) > a.slack then 1
    when a.missing = 0 and (a.listed > 0 or round(a.score - a.total, 2) <= a.slack) then round(a.score - a.total, 2) > a.slack
  end as broken,
  a.stage || printf('得分 %g', a.score) || iif(a.total is null, '', printf('，各项之和 %g', a.total))
    || iif(a.open = 0 and a.full is not null, printf('，满分 %g', a.full), '') as detail,
  a.basis,
  a.sample
from added a
join grants g on g.district = a.district and g.grant_id = a.grant_id
join grant_bodies b on b.district = a.district and b.grant_id = a.grant_id
where coalesce(a.score, a.total) is not null
