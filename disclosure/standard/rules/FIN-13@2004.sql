-- code: FIN-13
-- title: 年初数等于上一年的年末数
-- title_en: The opening figure is last year's closing one
-- severity: warning
-- effect: publish
-- basis: 《民间非营利组织会计制度》（财会〔2004〕7号，2026年起财会〔2024〕25号；条文待核实）
-- basis_en: Accounting System for Private Non-profit Organisations (Caikuai [2004] No. 7; from 2026 Caikuai [2024]
--   No. 25; articles to be verified)
-- scope: 每个组织每个年度的收支
-- scope_en: the income and expenses of each organisation and year
-- explanation: 净资产年初数与上一年公布的净资产合计不同，又没有说明。说明要提到年初、期初、以前年度或净资产，或者组织作出回应（回应的事项写 FIN-13、代码、年度，用空格分开）；其他说明不算。
-- explanation_en: Net assets at the start of the year differ from those published at the end of the year before, and no note
--   explains it. A note must mention the start of the year, earlier years or net assets, or the organisation must reply (to FIN-13,
--   code, year); other notes do not count.
-- innocent: 以前年度调整、会计制度改变时会不同，应当说明。
-- innocent_en: It differs after adjustments of earlier years or a change of accounting system; a note should say so.
with judged as (
  select *, abs(round(this - other, 2)) > cast(coalesce(nullif(:tolerance, ''), 0.01) as real) as off
  from finances_compared
  where rule = 'FIN-13'
)
select
  district,
  'finances' as table_name,
  json_object('org_id', org_id, 'year', year) as key,
  org_id,
  cast(year as text) as period,
  iif(off and explained, '差额已有说明', null) as exempt,
  case when other is null then '没有公布上一年的数' when restated then '换了会计制度，年初数可能按衔接规定调整' end as unknown,
  iif(off and restated, null, off) as broken,
  printf('年初 %.2f，上一年年末 %.2f', this, other) as detail,
  '《民间非营利组织会计制度》' || iif(year < 2026, '（财会〔2004〕7号）', '（财会〔2024〕25号，条文待核实）') as basis,
  sample
from judged
