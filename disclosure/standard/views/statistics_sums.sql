-- title: 每个印出了分项的数，和各分项之和相差多少
-- title_en: Each printed figure that has parts, and by how much it differs from their sum
-- download: yes
-- description: 每个印出了分项的数（value），和各分项之和（parts）相差多少（difference）；不必相等（exempt）或者比不出来（unknown）的写原因。
-- note: difference is null where the two need not be equal (exempt) or cannot be compared (unknown), each with its reason.
-- columns: parts = 分项之和 / Sum of the parts; many = 分项（个） / Number of parts
with parts as (
  select *, iif(instr(dimension, '/') = 0, '总计', rtrim(rtrim(dimension, replace(dimension, '/', '')), '/')) as parent
  from statistics_ranges
  where dimension <> '总计'
),
summed as (
  select s.district, s.indicator, s.as_of, s.dimension, s.source, s.section, s.unit, s.value, s.sample,
    sum(p.value) as parts, count(*) as many,
    case
      when s.unit in ('%', '‰', '倍') or instr(s.unit, '/') > 0 then '是比率，分项不相加'
      when s.indicator like '%平均%' or s.indicator like '%人均%' or s.indicator like '每%' and s.indicator not like '每年%'
        then '是平均数，分项不相加'
      when coalesce(s.low < s.high, 1) then '印出的是约数或区间'
      when max(p.partial) = 1 then '只列出部分分项'
    end as exempt,
    case
      when min(p.unit) <> s.unit or max(p.unit) <> s.unit then '分项的单位与合计不同'
      when max(coalesce(p.low < p.high, 1)) = 1 then '有的分项是约数或区间'
    end as unknown
  from statistics_ranges s
  join parts p on p.district = s.district and p.indicator = s.indicator and p.as_of = s.as_of and p.source = s.source
    and p.parent = s.dimension and p.sample = s.sample
  group by s.district, s.indicator, s.as_of, s.dimension, s.source, s.sample
)
select *, iif(exempt is null and unknown is null, round(value - parts, 2), null) as difference
from summed
