-- title: 抽查各个方面各查了多少次、发现了多少问题
-- title_en: How often inspections looked at each aspect, and how often they found a problem
-- download: yes
-- note: The five aspects of the vocabulary spot_check_aspect, where the filed 检查事项 names them; a check may look at several, and its
--   result is that of the whole check. Checks that name none of the five stand under 没有写明这五方面.
-- columns: aspect = 检查的方面 / Aspect; checks = 检查（次） / Inspections; problems = 有问题的（次） / With a problem;
--   position = 顺序 / Order
with named as (
  select s.district, s.check_id, s.result, s.sample, c.term as aspect, c.rowid as position
  from spot_checks s
  left join codelists c on c.codelist = 'spot_check_aspect' and instr(s.items, c.term)
)
select district, coalesce(aspect, '没有写明这五方面') as aspect, count(*) as checks,
  sum(result in ('发现问题已改正', '发现问题待改正')) as problems, coalesce(position, 1e9) as position, sample
from named
group by district, aspect, sample
