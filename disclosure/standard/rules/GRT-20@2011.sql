-- code: GRT-20
-- title: 评分表的满分合计一百分
-- title_en: A score sheet adds up to a hundred
-- severity: warning
-- effect: publish
-- basis: 核对方法（本平台）：项目评分按百分制；别的分制在说明里写明
-- basis_en: Method of this register: projects are marked out of a hundred; another scale is said in the note
-- scope: 每个评分方案评审、中期评估和终期评估的评分表
-- scope_en: the score sheets of each scheme for review, mid-term and final assessment
-- explanation: 评分表各项满分之和不是一百分。
-- explanation_en: The full marks of the score sheet do not add up to 100.
-- innocent: 评分表不是百分制；有附加分；评分表只报了一部分。
-- innocent_en: The sheet is not out of 100; it has extra marks; only part of it is filed.
-- never: 不适用 等级评估的评分表不在此列
with sheets as (
  select *, min(indicator) as first, count(*) as lines, sum(full_score) as full, count(full_score) = count(*) as complete,
    max(position) > count(*) as partly,
    round(sum(full_score) - cast(coalesce(nullif(:whole, ''), 100) as real), 2) as gap
  from score_sheets
  where stage <> '等级评估'
  group by district, scheme, stage, sample
)
select
  district,
  'score_sheets' as table_name,
  json_object('scheme', scheme, 'stage', stage, 'indicator', first) as key,
  null as org_id,
  null as period,
  case when not complete then '有的项目没有写满分' when partly then '评分表的项目没有报全' end as unknown,
  case when gap > 0 then 1 when complete and partly is not 1 then gap <> 0 end as broken,
  printf('%s %s：%d 项，满分合计 %g', scheme, stage, lines, full) as detail,
  sample
from sheets
