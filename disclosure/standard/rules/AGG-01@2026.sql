-- code: AGG-01
-- title: 印出的合计等于各部分之和
-- title_en: A printed total is the sum of its parts
-- severity: warning
-- effect: publish
-- basis: 核对方法（本平台）：总计与分项对照
-- scope: 统计数字中每个有分项的数
-- explanation: 原文印出的合计与它的各部分之和不相等。网站照原文公布，并说明各部分加起来是多少。
-- innocent: 只列出了部分分项；四舍五入；原文有误。
with parts as (
  select p.district, p.indicator, p.as_of, p.dimension, p.source, sum(c.value) as total, max(coalesce(c.partial, 0)) as partial, count(*) as many
  from statistics p
  join statistics c on c.district = p.district and c.indicator = p.indicator and c.as_of = p.as_of and c.source = p.source and c.unit = p.unit
    and iif(p.dimension = '总计', c.dimension <> '总计' and instr(c.dimension, '/') = 0,
            substr(c.dimension, 1, length(p.dimension) + 1) = p.dimension || '/' and instr(substr(c.dimension, length(p.dimension) + 2), '/') = 0)
  group by p.district, p.indicator, p.as_of, p.dimension, p.source
)
select
  s.district,
  'statistics' as table_name,
  json_object('indicator', s.indicator, 'as_of', s.as_of, 'dimension', s.dimension, 'source', s.source) as key,
  null as org_id,
  s.as_of as period,
  case
    when parts.total is null or parts.partial or s.qualifier is not null or s.unit in ('%', '％', '倍') then '不适用'
    when round(abs(s.value - parts.total) * 100) <= round(cast(coalesce(nullif(:tolerance, ''), 0) as real) * 100) then '符合'
    else '不符合'
  end as status,
  iif(parts.total is null or parts.partial or s.qualifier is not null or s.unit in ('%', '％', '倍'), '没有分项、只列部分、是约数或比率', printf('%s %s：印出 %g，%d 个分项之和 %g', s.indicator, s.dimension, s.value, parts.many, parts.total)) as detail
from statistics s
left join parts on parts.district = s.district and parts.indicator = s.indicator and parts.as_of = s.as_of and parts.dimension = s.dimension and parts.source = s.source
