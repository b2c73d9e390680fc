-- title: 每年的专项检查：查了多少、结果怎样、有没有做到每年一次
-- title_en: The special inspections of each year: how many, with what result, and whether there was one
-- note: Years since the document (2018); the duty wenzhou-special-inspection begins with 2019. A year without one is said to lack it only
--   where all special inspections of it are declared filed and none of it is without its kind.
-- columns: year = 年份 / Year; checks = 检查（次） / Checks; bodies = 被检查的组织（个） / Bodies; clean = 未发现问题（次） / Nothing found;
--   mended = 已改正（次） / Mended; waiting = 待改正（次） / To be mended; refused = 没有查成（次） / Not carried out; state = 每年一次 / One a year
with recursive years(year) as (
  select 2018
  union all
  select year + 1 from years, build where year < substr(today, 1, 4) + 0
),
counted as (
  select y.year, s.sample, count(c.check_id) as checks, count(distinct c.org_id) as bodies, max(c.district) as district,
    count(*) filter (where c.result = '未发现问题') as clean,
    count(*) filter (where c.result = '发现问题已改正') as mended,
    count(*) filter (where c.result = '发现问题待改正') as waiting,
    count(*) filter (where c.result in ('不配合检查', '无法联系')) as refused,
    exists (
      select 1 from spot_checks u
      where u.district = 'wenzhou' and u.kind is null and substr(u.checked_on, 1, 4) = cast(y.year as text) and u.sample = s.sample
    ) as unclear,
    exists (
      select 1 from policies p
      where p.district = 'wenzhou' and p.policy_id = '温民社组〔2018〕127号' and p.sample <= s.sample
        and (p.standing is '草案' or p.expires_on < y.year || '-12-31')
    ) as over
  from years y
  join (select 0 as sample union all select 1) s
  left join spot_checks c on c.district = 'wenzhou' and c.kind = '专项检查' and substr(c.checked_on, 1, 4) = cast(y.year as text)
    and c.sample = s.sample
  group by y.year, s.sample
)
select
  'wenzhou' as district, n.year, n.checks, n.bodies, n.clean, n.mended, n.waiting, n.refused,
  case
    when n.checks > 0 then '达到'
    when n.year < 2019 or n.over then '不适用'
    when n.year || '-12-31' >= today then '尚无结果'
    when max(k.until_on) > n.year || '-12-31' and not n.unclear then '未达到'
    else '无法判断'
  end as state,
  n.sample
from counted n
join build
left join covered k on k.district = 'wenzhou' and k.table_name = 'spot_checks' and k.kind in ('', '专项检查') and k.org_type = ''
  and k.sample = n.sample and k.from_on <= n.year || '-01-01'
where n.checks > 0 or n.unclear or k.until_on is not null
group by n.year, n.sample
