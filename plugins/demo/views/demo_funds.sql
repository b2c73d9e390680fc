-- title: 每年的发展资金：意见说安排多少，安排了多少，给组织多少
-- title_en: The development fund of each year: what the opinion names, what was set aside, what reached bodies
-- note: set_aside are the statistics 社会组织发展资金, granted the grants decided of that source in that year. Documents that
--   differ leave what was set aside empty.
-- columns: year = 年份 / Year; source = 来源 / Source; named = 意见写的（元） / Named; set_aside = 安排了（元） / Set aside;
--   granted = 资助给组织（元） / Granted; projects = 项目（个） / Projects; state = 对照 / Compared
with arranged as (
  select district, year, dimension as source, iif(min(value) = max(value), value, null) as set_aside, max(qualifier) as qualifier,
    min(value) <> max(value) as differ, sample
  from statistics
  where district = 'demo' and indicator = '社会组织发展资金' and dimension <> '总计'
  group by district, year, dimension, sample
),
spent as (
  select district, round as year, iif(funding_source = '福利彩票公益金', '福彩公益金', funding_source) as source,
    iif(count(awarded) = count(*), sum(awarded), null) as granted, count(*) as projects, sample
  from grants
  where district = 'demo' and decision = '资助' and funding_source is not null
  group by district, round, 3, sample
),
years as (
  select f.*, (
      select max(t.value) from targets t
      where t.district = f.district and t.indicator like '社会组织发展资金%' and t.dimension = f.source and t.sample <= f.sample
        and f.year >= coalesce(t.from_year, t.due_year) -- no last year is written
    ) as named
  from (
    select district, year, source, sample from arranged
    union
    select district, year, source, sample from spent
  ) f
)
select y.district, y.year, y.source, y.named, a.set_aside, s.granted, s.projects,
  case
    when a.differ then '无法判断'
    when a.set_aside is null then '没有报'
    when y.named is null then '没有要求'
    when a.set_aside >= y.named and coalesce(a.qualifier, '') not in ('约', '近') then '达到'
    when a.qualifier is not null then '无法判断'
    else '未达到'
  end as state,
  -y.year as position, y.sample
from years y
left join arranged a on a.district = y.district and a.year = y.year and a.source = y.source and a.sample = y.sample
left join spent s on s.district = y.district and s.year = y.year and s.source = y.source and s.sample = y.sample
