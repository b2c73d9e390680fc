-- code: FIN-20
-- title: 没有一万倍的跳变
-- title_en: No figure jumps ten-thousandfold
-- severity: warning
-- effect: publish
-- basis: 核对方法（本平台）：相邻年度对照
-- basis_en: Method of this register: one year beside the next
-- scope: 每个组织每年的资产总计、收入合计、费用合计，与上一年相比；当年成立的没有上一年
-- scope_en: total assets, income and expenses of each organisation and year against the year before; one founded in the year has
--   none
-- explanation: 与上一年相比差了约一万倍，多半是一年按元、一年按万元填的。
-- explanation_en: It differs from the year before by a factor of about 10,000; probably one year was filed in yuan and the other in
--   units of 10,000 yuan.
-- innocent: 确实从几乎没有收支到规模很大，极少见。
-- innocent_en: Growth from almost nothing to a large size, which is very rare.
-- never: 不适用 每份有上一年的年度财务都评
with jumps as (
  select *,
    iif(
      min(this, other) = 0,
      0,
      max(this, other) / min(this, other) / cast(coalesce(nullif(:times, ''), 10000) as real) between 0.3 and 3
    ) as jump
  from finances_compared
  where rule = 'FIN-21'
)
select
  district,
  'finances' as table_name,
  json_object('org_id', org_id, 'year', year) as key,
  org_id,
  cast(year as text) as period,
  iif(max(other) is null, '没有公布上一年的数', null) as unknown,
  max(jump) as broken,
  coalesce(group_concat(iif(jump, printf('%s由 %.2f 变为 %.2f', figure, other, this), null), '；'), '没有这样的变动') as detail,
  sample
from jumps
group by district, org_id, year
