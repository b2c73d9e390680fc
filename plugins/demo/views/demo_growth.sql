-- title: 每个街道（镇）当年新增的组织占上年总数的多少，对照意见的比例
-- title_en: New bodies of each street or town as a share of the year before, against the opinion's share
-- note: From the statistics 社区社会组织数 and 当年新增社区社会组织数; the shares are the targets filed from the opinion. The year before may
--   be told by another document; where documents differ there is no share, and a figure said to be about so many decides nothing.
-- columns: place = 街道（镇） / Street or town; year = 年份 / Year; before = 上年总数（家） / Year before; new = 当年新增（家） / New;
--   share = 新增比例（%） / Share; at_least = 意见要求（%） / Asked for; state = 对照 / Compared; total = 年底总数（家） / At year's end
with figures as (
  select district, year, substr(dimension, 1, instr(dimension, '/') - 1) as level, substr(dimension, instr(dimension, '/') + 1) as place,
    max(value) filter (where indicator = '社区社会组织数') as total,
    max(value) filter (where indicator = '当年新增社区社会组织数') as new,
    max(qualifier) is not null as vague, source, sample
  from statistics
  where district = 'demo' and indicator in ('社区社会组织数', '当年新增社区社会组织数') and dimension like '%/%'
  group by district, year, dimension, source, sample
),
before as (
  select district, place, year, sample, iif(min(total) = max(total), total, null) as total, max(vague) as vague
  from figures
  where total is not null
  group by district, place, year, sample
),
compared as (
  select f.*, p.total as before, f.vague or p.vague as unsure, round(f.new * 100.0 / p.total, 1) as share,
    (
      select max(t.value)
      from targets t
      where t.district = f.district and t.dimension = f.level and t.indicator like '%每年新增社区社会组织占上年总数比例' and t.sample <= f.sample
        and t.comparison = '≥' and f.year >= coalesce(t.from_year, t.due_year)
    ) as at_least
  from figures f
  join before p on p.district = f.district and p.place = f.place and p.year = f.year - 1 and p.sample = f.sample
  where p.total > 0 and f.new is not null
)
select district, level, place, year, before, new, share, at_least,
  case when at_least is null then '没有要求' when unsure then '无法判断' when new * 100.0 / before >= at_least then '达到' else '未达到' end as state,
  total, -year as position, source, sample
from compared
