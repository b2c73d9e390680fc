-- title: 最近一年十四个领域的社会工作岗位和持证人数
-- title_en: Social work posts and certificates in the fourteen fields, latest year
-- columns: field = 领域 / Field; year = 年份 / Year; posts = 岗位（个） / Posts; filled = 在岗（人） / Filled;
--   certified = 持证（人） / Certified; bought = 购买的岗位（个） / Of them bought
with latest as (
  select *, max(year) over (partition by district, sample) as last_year from jiaxing_posts
)
select district, field, year, sum(posts) as posts, iif(count(filled) = count(*), sum(filled), null) as filled,
  iif(count(certified) = count(*), sum(certified), null) as certified,
  sum(posts) filter (where bought) as bought, sample
from latest
where year = last_year
group by district, field, sample
