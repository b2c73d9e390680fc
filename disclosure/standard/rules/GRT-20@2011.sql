-- code: GRT-20
-- title: 评分表的满分合计一百分
-- title_en: A score sheet adds up to a hundred
-- severity: warning
-- effect: publish
-- basis: 《海曙区公益创投项目管理试行办法》附：评审表、评估表
-- scope: 每个评分方案的每个阶段
-- explanation: 评分表各项满分之和不是一百分。
-- innocent: 由本区另定满分的项目留空时不判断；有附加分。
select
  district,
  'score_sheets' as table_name,
  json_object('scheme', scheme, 'stage', stage, 'indicator', min(indicator)) as key,
  null as org_id,
  null as period,
  case
    when count(full_score) < count(*) then '不适用'
    when abs(sum(full_score) - cast(coalesce(nullif(:whole, ''), 100) as real)) < 0.005 then '符合'
    else '不符合'
  end as status,
  iif(count(full_score) < count(*), '有的项目由本区另定满分', printf('%s %s：%d 项，满分合计 %g', scheme, stage, count(*), sum(full_score))) as detail
from score_sheets
where stage <> '等级评估'
group by district, scheme, stage
