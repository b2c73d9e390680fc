-- title: 几家组织的财务，和各自的同类比是多少？
-- title_en: How do the accounts of a few organisations stand beside those of their kind?
-- description: 最多写四家的代码，一家一年一个数一行；同类是同一类型、同一年度、同一收入规模的组织，中位数旁边写明有几家。同类太少的不写中位数。中位数不是目标，高低不说明好坏。没有填报的数不在这里。
-- description_en: Up to four codes, a row per body, year and figure; the median is that of bodies of one type, year and size, left
--   empty where they are too few. It is no target, and above or below it is neither good nor bad. What was not filed is not here.
-- group: money
-- parameters: first = 第一家的代码 / First code; second = 第二家的代码 / Second code; third = 第三家的代码 / Third code;
--   fourth = 第四家的代码 / Fourth code; year = 年度（年份） / Year
-- columns: figure = 什么数 / Figure; band = 规模（按当年收入） / Size by income of the year; value = 数值 / Value;
--   median = 同类中位数 / Median of its kind; bodies = 同类有几家 / Bodies of its kind;
--   fewest = 至少几家才比 / Fewest that are compared; type = 组织类型 / Type
select f.district, f.year, f.figure, f.org_id, o.name as organisation, f.type, f.band, f.value, f.unit,
  iif(p.bodies >= p.fewest, p.median, null) as median, p.bodies, p.fewest, '/organisations/' || f.org_id || '/' as permalink, f.sample
from finance_figures f
join organisations o on o.district = f.district and o.org_id = f.org_id
join peer_medians p on p.sample = f.sample and p.type = f.type and p.year = f.year and p.band = f.band and p.figure = f.figure
where (
    coalesce(:first, '') || coalesce(:second, '') || coalesce(:third, '') || coalesce(:fourth, '') = ''
    or f.org_id in (upper(trim(:first)), upper(trim(:second)), upper(trim(:third)), upper(trim(:fourth)))
  )
  and (coalesce(:year, '') = '' or f.year = cast(:year as integer))
order by f.year desc, f.figure, f.org_id
