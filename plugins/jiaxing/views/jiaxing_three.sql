-- title: 社区、社团、社工逐年的数字
-- title_en: Communities, associations and social workers, year by year
-- note: As filed in statistics under 社区数, 社团数 and 社会工作者数; the opinion itself prints no figure. Of a year the latest counts.
-- columns: year = 年份 / Year; communities = 社区（个） / Communities; associations = 社团（家） / Associations;
--   workers = 社会工作者（人） / Social workers; certified = 其中持证（人） / Of them certified
select district, year,
  max(value) filter (where indicator = '社区数' and dimension = '总计') as communities,
  max(value) filter (where indicator = '社团数' and dimension = '总计') as associations,
  max(value) filter (where indicator = '社会工作者数' and dimension = '总计') as workers,
  max(value) filter (where indicator = '社会工作者数' and dimension = '持证') as certified,
  source, sample
from (
  select *, row_number() over (partition by district, indicator, dimension, year, source, sample order by as_of desc) as nth
  from statistics
  where district = 'jiaxing' and indicator in ('社区数', '社团数', '社会工作者数')
)
where nth = 1
group by district, year, source, sample
