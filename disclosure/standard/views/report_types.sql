-- title: 每年年底各类社会组织有多少，当年新增和终止多少
-- title_en: Bodies of each type at the end of each year, new and ended in the year
-- download: yes
-- note: Of what is filed; a running year counts to today. complete: the day up to which all organisations since 1949 are declared filed;
--   otherwise there may have been more. A type of which one body ended on a day unknown has no number at the year's end, nor of
--   those ended. Six years.
-- columns: bodies = 年底有（家） / At the end of the year; founded = 新增（家） / New; ended = 终止（家） / Ended; complete = 报全到哪一天 / Complete up to
with recursive years(year, left_over) as (
  select cast(substr(today, 1, 4) as integer), 5 from build
  union all
  select year - 1, left_over - 1 from years where left_over > 0
),
days as (
  select y.year, y.year || '-01-01' as first_day, min(y.year || '-12-31', b.today) as last_day from years y, build b
)
select o.district, d.year, o.type,
  iif(max(o.status in ('注销', '撤销', '吊销') and o.status_since is null and o.registered_on <= d.last_day), null, sum(
    o.registered_on <= d.last_day and (o.status = '正常' or o.status_since > d.last_day)
  )) as bodies,
  sum(o.registered_on between d.first_day and d.last_day) as founded,
  iif(max(o.status in ('注销', '撤销', '吊销') and o.status_since is null and o.registered_on <= d.last_day), null,
    sum(o.status <> '正常' and coalesce(o.status_since between d.first_day and d.last_day, 0))) as ended,
  coalesce((
    select max(min(c.until_on, d.last_day)) from covered c
    where c.district = o.district and c.table_name = 'organisations' and c.kind = '' and c.org_type in ('', o.type) and c.sample = o.sample
      and c.from_on < '1950-01-01' and c.until_on >= d.first_day
  ), '没有人声明') as complete,
  -d.year as position, o.sample
from days d
join organisations o on o.status <> '筹备'
group by o.district, d.year, o.type, o.sample
