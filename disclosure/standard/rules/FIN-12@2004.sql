-- code: FIN-12
-- title: 净资产年末减年初等于变动额
-- title_en: Closing less opening net assets is the change
-- severity: warning
-- effect: publish
-- basis: 《民间非营利组织会计制度》（财会〔2004〕7号，2026年起财会〔2024〕25号）业务活动表、附注
-- basis_en: Accounting System for Private Non-profit Organisations (Caikuai [2004] No. 7; from 2026 Caikuai [2024]
--   No. 25), statement of activities and notes
-- scope: 每个组织每个年度的收支
-- scope_en: the income and expenses of each organisation and year
-- explanation: 净资产合计减年初数不等于净资产变动额，又没有说明。说明要提到年初、期初、以前年度或净资产，或者组织作出回应（回应的事项写 FIN-12、代码、年度，用空格分开）；其他说明不算。
-- explanation_en: Net assets less those at the start of the year is not the change in net assets, and no note explains it. A note
--   must mention the start of the year, earlier years or net assets, or the organisation must reply (to FIN-12, code, year); other
--   notes do not count.
-- innocent: 以前年度的差错在本年调整时会这样，应当在说明里写明。
-- innocent_en: So it is when errors of earlier years are adjusted; the note should say so.
with judged as (
  select *, abs(round(this - other, 2)) > cast(coalesce(nullif(:tolerance, ''), 0.01) as real) as off
  from finances_compared
  where rule = 'FIN-12'
)
select
  district,
  'finances' as table_name,
  json_object('org_id', org_id, 'year', year) as key,
  org_id,
  cast(year as text) as period,
  iif(off and explained, '差额已有说明', null) as exempt,
  off as broken,
  printf('净资产变动额 %.2f，年末减年初 %.2f', this, other) as detail,
  '《民间非营利组织会计制度》' || iif(year < 2026, '（财会〔2004〕7号）', '（财会〔2024〕25号，条文待核实）') || '业务活动表、附注' as basis,
  sample
from judged
