-- code: FIN-21
-- title: 变动超过两倍时有说明
-- title_en: A change beyond ±200 % is explained
-- severity: warning
-- effect: publish
-- basis: 核对方法（本平台）：相邻年度对照
-- basis_en: Method of this register: one year beside the next
-- scope: 每个组织每年的资产总计、收入合计、费用合计，与上一年相比；当年成立的没有上一年
-- scope_en: total assets, income and expenses of each organisation and year against the year before; one founded in the year has
--   none
-- explanation: 与上一年相比增减超过两倍（200%）而且超过一万元，又没有说明。说明要提到变动的那一项（资产、收入、费用或支出），或者组织作出回应（回应的事项写 FIN-21、代码、年度，用空格分开）；其他说明不算。
-- explanation_en: It changed by more than 200% and more than 10,000 yuan against the year before, and no note explains it. A note
--   must mention what changed (assets, income, expenses), or the organisation must reply (to FIN-21, code, year); other notes do
--   not count.
-- innocent: 新办的组织、一次性的大额捐赠或项目会这样，写明是哪一项、为什么即可。
-- innocent_en: So it is with new organisations and single large donations or projects; it is enough to say which item and why.
with changes as (
  select *,
    max(this, other) > round(min(this, other) * (1 + cast(coalesce(nullif(:percent, ''), 200) as real) / 100), 2)
      and round(abs(this - other), 2) > cast(coalesce(nullif(:floor, ''), 10000) as real) as beyond
  from finances_compared
  where rule = 'FIN-21'
)
select
  district,
  'finances' as table_name,
  json_object('org_id', org_id, 'year', year) as key,
  org_id,
  cast(year as text) as period,
  iif(max(beyond) and not max(beyond and not explained), '变动已有说明', null) as exempt,
  iif(max(other) is null, '没有公布上一年的数', null) as unknown,
  max(beyond and not explained) as broken,
  coalesce(
    group_concat(iif(beyond and not explained, printf('%s由 %.2f 变为 %.2f', figure, other, this), null), '；'),
    '没有这样的变动'
  ) as detail,
  sample
from changes
group by district, org_id, year
