-- code: FIN-20
-- title: 没有一万倍的跳变
-- title_en: No figure jumps ten-thousandfold
-- severity: warning
-- effect: publish
-- basis: 核对方法（本平台）：相邻年度对照
-- scope: 每个组织相邻两年的收支
-- explanation: 与上一年相比差了约一万倍，多半是一年按元、一年按万元填的。
-- innocent: 确实从几乎没有收支到规模很大，极少见。
select
  f.district,
  'finances' as table_name,
  json_object('org_id', f.org_id, 'year', f.year) as key,
  f.org_id,
  cast(f.year as text) as period,
  case
    when p.year is null then '不适用'
    when (min(f.total_assets, p.total_assets) > 0 and max(f.total_assets, p.total_assets) / min(f.total_assets, p.total_assets) between 0.3 * cast(coalesce(nullif(:times, ''), 10000) as real) and 3 * cast(coalesce(nullif(:times, ''), 10000) as real)) or (min(f.income_total, p.income_total) > 0 and max(f.income_total, p.income_total) / min(f.income_total, p.income_total) between 0.3 * cast(coalesce(nullif(:times, ''), 10000) as real) and 3 * cast(coalesce(nullif(:times, ''), 10000) as real)) or (min(f.expense_total, p.expense_total) > 0 and max(f.expense_total, p.expense_total) / min(f.expense_total, p.expense_total) between 0.3 * cast(coalesce(nullif(:times, ''), 10000) as real) and 3 * cast(coalesce(nullif(:times, ''), 10000) as real)) then '不符合'
    else '符合'
  end as status,
  case
    when p.year is null then '没有上一年'
    else iif((min(f.total_assets, p.total_assets) > 0 and max(f.total_assets, p.total_assets) / min(f.total_assets, p.total_assets) between 0.3 * cast(coalesce(nullif(:times, ''), 10000) as real) and 3 * cast(coalesce(nullif(:times, ''), 10000) as real)), printf('资产总计由 %.2f 变为 %.2f；', p.total_assets, f.total_assets), '') || iif((min(f.income_total, p.income_total) > 0 and max(f.income_total, p.income_total) / min(f.income_total, p.income_total) between 0.3 * cast(coalesce(nullif(:times, ''), 10000) as real) and 3 * cast(coalesce(nullif(:times, ''), 10000) as real)), printf('收入合计由 %.2f 变为 %.2f；', p.income_total, f.income_total), '') || iif((min(f.expense_total, p.expense_total) > 0 and max(f.expense_total, p.expense_total) / min(f.expense_total, p.expense_total) between 0.3 * cast(coalesce(nullif(:times, ''), 10000) as real) and 3 * cast(coalesce(nullif(:times, ''), 10000) as real)), printf('费用合计由 %.2f 变为 %.2f；', p.expense_total, f.expense_total), '')
  end as detail
from finances f
left join finances p on p.district = f.district and p.org_id = f.org_id and p.year = f.year - 1
