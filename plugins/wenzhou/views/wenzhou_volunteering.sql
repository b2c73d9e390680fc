-- title: 志愿服务组织和注册志愿者占居民人口的比例
-- title_en: Volunteer organisations and registered volunteers as a share of residents
-- note: By the figures filed of the volunteer service information system (indicators 注册志愿服务组织数 and 注册志愿者数) and the population of the
--   area of that name, taken within a year of the figure. The shares to reach are the district's targets; one for the whole city is
--   set beside a place but judges none, and a figure judges a target only from its due day up to a year after.
-- columns: area = 地方 / Place; as_of = 算到哪天 / As of; population = 居民人口（人） / Residents; what = 数什么 / What; number = 数 / Number;
--   people = 注册志愿者（人） / Registered volunteers; bodies = 志愿服务组织（家） / Volunteer organisations;
--   share = 占人口百分比（%） / Share; asked = 应达到百分比（%） / To reach; state = 达到没有 / Reached;
--   why = 为什么无法判断 / Why it cannot be judged
with wanted(what, indicator, target) as (
  values ('志愿服务组织', '注册志愿服务组织数', '志愿服务组织占居民人口比例'), ('注册志愿者', '注册志愿者数', '注册志愿者占居民人口比例')
),
figures as (
  select w.what, w.target, s.*,
    row_number() over (partition by s.district, s.indicator, s.dimension, s.sample order by s.as_of desc, s.source) as nth,
    min(s.value) over same_day < max(s.value) over same_day as differ
  from wanted w
  join statistics s on s.district = 'wenzhou' and s.indicator = w.indicator
  window same_day as (partition by s.district, s.indicator, s.dimension, s.sample, s.as_of)
),
placed as (
  select f.*, count(a.area_id) as areas, max(a.population) as people
  from figures f
  left join areas a on a.district = f.district and a.name = f.dimension and a.sample <= f.sample
    and abs(a.population_year - substr(f.as_of, 1, 4)) <= 1
  where f.nth = 1
  group by f.district, f.indicator, f.dimension, f.as_of, f.source
),
shares as (
  select p.*, iif(areas = 1 and people > 0, p.value * 100.0 / people, null) as percent, t.value as asked, t.dimension = p.dimension as own,
    coalesce(t.due_on, t.due_year || '-12-31') as due,
    row_number() over (
      partition by p.district, p.indicator, p.dimension, p.sample
      order by t.dimension = p.dimension desc, abs(julianday(coalesce(t.due_on, t.due_year || '-12-31')) - julianday(p.as_of)), t.value desc
    ) as nearest
  from placed p
  left join targets t on t.district = p.district and t.indicator = p.target and t.sample <= p.sample and t.dimension in (p.dimension, '总计')
)
select district, dimension as area, as_of, iif(areas = 1, people, null) as population, what, value as number,
  iif(what = '注册志愿者', value, null) as people, iif(what = '志愿服务组织', value, null) as bodies,
  round(percent, iif(percent < 1, 4, 2)) as share, asked,
  case
    when percent is null or asked is null or not own or differ or qualifier is not null or as_of > date(due, '+1 year') then '无法判断'
    when as_of < due then '尚无结果'
    else iif(percent >= asked, '达到', '未达到')
  end as state,
  case
    when percent is null then '没有填报那一年的人口，或者同名的地方不止一个'
    when asked is null then '没有填报目标'
    when differ then '同一天的数不一致'
    when qualifier is not null then '原文写的是“' || qualifier || '”，不是确数'
    when not own then '目标是全市的，不判一个地方'
    when as_of > date(due, '+1 year') then '目标到 ' || due || '，这是一年以后的数'
    when as_of < due then '目标到 ' || due
  end as why,
  sample
from shares
where nearest = 1
