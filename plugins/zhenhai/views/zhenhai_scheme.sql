-- title: 评估指标体系有几个大类、几个小类，与文件写的对照
-- title_en: How many categories and sub-categories an evaluation scheme has, beside the number in the document
-- note: The document gives the two numbers alone; names and marks are supplied by the district (score_sheets, stage 等级评估).
-- columns: scheme = 评估方案 / Scheme; categories = 大类（个） / Categories; indicators = 小类（个） / Sub-categories;
--   full_score = 满分合计（分） / Full marks; categories_said = 文件写的大类（个） / Categories in the document;
--   indicators_said = 文件写的小类（个） / Sub-categories in the document; agrees = 与文件相同 / As in the document
with filed as (
  select district, scheme, count(distinct section) as categories, count(*) as indicators,
    iif(count(full_score) = count(*), sum(full_score), null) as full_score, sample
  from score_sheets
  where district = 'zhenhai' and stage = '等级评估'
  group by district, scheme, sample
),
said as (
  select district, max(iif(dimension = '大类', value, null)) as categories_said, max(iif(dimension = '小类', value, null)) as indicators_said
  from statistics
  where district = 'zhenhai' and indicator = '评估指标数' and not sample
  group by district
)
select f.district, f.scheme, f.categories, f.indicators, f.full_score, s.categories_said, s.indicators_said,
  case f.categories = s.categories_said and f.indicators = s.indicators_said
    when 1 then '是'
    when 0 then '否'
    else '不知道'
  end as agrees, f.sample
from filed f
left join said s on s.district = f.district
