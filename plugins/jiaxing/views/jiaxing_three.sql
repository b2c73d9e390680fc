-- title: 社区、社团、社工逐年的数字
-- title_en: Communities, associations and social workers, year by year
-- note: As filed in statistics under 社区数, 社团数 and 社会工作者数; the opinion itself prints no figure. Of a year the latest counts. What is
--   printed as about, more than or a range is no figure here: it stands in inexact as it was printed.
-- columns: year = 年份 / Year; communities = 社区（个） / Communities; associations = 社团（家） / Associations;
--   workers = 社会工作者（人） / Social workers; certified = 其中持证（人） / Of them certified; inexact = 不是确数的 / Not exact, as printed
with latest as (
  select *, row_number() over (partition by district, indicator, dimension, year, source, sample order by as_of desc) as nth,
    qualifier is null and value_max is null as exact
  from statistics
  where district = 'jiaxing' and indicator in ('社区数', '社团数', '社会工作者数')
),
told as (
  select *, iif(exact, value, null) as figure,
    iif(exact, null, indicator || iif(dimension = '总计', '', '（' || dimension || '）') || '：' || coalesce(
      as_printed, printf('%s%.15g', coalesce(qualifier, ''), value) || iif(value_max is null, '', printf('至%.15g', value_max))
    )) as words
  from latest
  where nth = 1
)
select district, year,
  max(figure) filter (where indicator = '社区数' and dimension = '总计') as communities,
  max(figure) filter (where indicator = '社团数' and dimension = '总计') as associations,
  max(figure) filter (where indicator = '社会工作者数' and dimension = '总计') as workers,
  max(figure) filter (where indicator = '社会工作者数' and dimension = '持证') as certified,
  group_concat(words, '；') as inexact, source, sample
from told
group by district, year, source, sample
