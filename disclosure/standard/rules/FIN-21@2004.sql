-- code: FIN-21
-- title: 变动超过两倍时有说明
-- title_en: A change beyond ±200 % is explained
-- severity: warning
-- effect: publish
-- basis: 核对方法（本平台）：相邻年度对照
-- scope: 每个组织相邻两年的收支
-- explanation: 与上一年相比增减超过两倍（200%），说明一栏又是空的。
-- innocent: 新办的组织、一次性的大额捐赠或项目会这样，写一句说明即可。
select
  f.district,
  'finances' as table_name,
  json_object('org_id', f.org_id, 'year', f.year) as key,
  f.org_id,
  cast(f.year as text) as period,
  case
    when p.year is null or f.note is not null then '不适用'
    when (p.total_assets > 0 and f.total_assets >= 0 and (f.total_assets > p.total_assets * (1 + cast(coalesce(nullif(:percent, ''), 200) as real) / 100) or f.total_assets < p.total_assets / (1 + cast(coalesce(nullif(:percent, ''), 200) as real) / 100)) and abs(f.total_assets - p.total_assets) > cast(coalesce(nullif(:floor, ''), 10000) as real)) or (p.income_total > 0 and f.income_total >= 0 and (f.income_total > p.income_total * (1 + cast(coalesce(nullif(:percent, ''), 200) as real) / 100) or f.income_total < p.income_total / (1 + cast(coalesce(nullif(:percent, ''), 200) as real) / 100)) and abs(f.income_total - p.income_total) > cast(coalesce(nullif(:floor, ''), 10000) as real)) or (p.expense_total > 0 and f.expense_total >= 0 and (f.expense_total > p.expense_total * (1 + cast(coalesce(nullif(:percent, ''), 200) as real) / 100) or f.expense_total < p.expense_total / (1 + cast(coalesce(nullif(:percent, ''), 200) as real) / 100)) and abs(f.expense_total - p.expense_total) > cast(coalesce(nullif(:floor, ''), 10000) as real)) then '不符合'
    else '符合'
  end as status,
  case
    when p.year is null or f.note is not null then '没有上一年，或者另有说明'
    else iif((p.total_assets > 0 and f.total_assets >= 0 and (f.total_assets > p.total_assets * (1 + cast(coalesce(nullif(:percent, ''), 200) as real) / 100) or f.total_assets < p.total_assets / (1 + cast(coalesce(nullif(:percent, ''), 200) as real) / 100)) and abs(f.total_assets - p.total_assets) > cast(coalesce(nullif(:floor, ''), 10000) as real)), printf('资产总计由 %.2f 变为 %.2f；', p.total_assets, f.total_assets), '') || iif((p.income_total > 0 and f.income_total >= 0 and (f.income_total > p.income_total * (1 + cast(coalesce(nullif(:percent, ''), 200) as real) / 100) or f.income_total < p.income_total / (1 + cast(coalesce(nullif(:percent, ''), 200) as real) / 100)) and abs(f.income_total - p.income_total) > cast(coalesce(nullif(:floor, ''), 10000) as real)), printf('收入合计由 %.2f 变为 %.2f；', p.income_total, f.income_total), '') || iif((p.expense_total > 0 and f.expense_total >= 0 and (f.expense_total > p.expense_total * (1 + cast(coalesce(nullif(:percent, ''), 200) as real) / 100) or f.expense_total < p.expense_total / (1 + cast(coalesce(nullif(:percent, ''), 200) as real) / 100)) and abs(f.expense_total - p.expense_total) > cast(coalesce(nullif(:floor, ''), 10000) as real)), printf('费用合计由 %.2f 变为 %.2f；', p.expense_total, f.expense_total), '')
  end as detail
from finances f
left join finances p on p.district = f.district and p.org_id = f.org_id and p.year = f.year - 1
