-- code: FIN-31
-- title: 管理费用不超过规定比例
-- title_en: Administration stays within its share
-- severity: warning
-- effect: publish
-- basis: 《关于慈善组织开展慈善活动年度支出和管理费用的规定》（民发〔2016〕189号；分档数字待核实）
-- scope: 慈善组织每个年度的收支；不是慈善组织的不适用
-- applies_from: 2016-09-01
-- explanation: 管理费用占费用合计的比例超过规定。不满二十万元的不受比例限制。
-- innocent: 重大筹款年度前后管理费用可能集中发生。
select
  district,
  'finances' as table_name,
  json_object('org_id', org_id, 'year', year) as key,
  org_id,
  cast(year as text) as period,
  case
    when coalesce(is_charity, 0) = 0 then '不适用'
    when expense_administration is null or last_net is null or coalesce(expense_total, 0) = 0 then '无法判断'
    when expense_administration < cast(coalesce(nullif(:exempt, ''), 200000) as real) then '符合'
    when expense_administration <= most * expense_total then '符合'
    else '不符合'
  end as status,
  case
    when coalesce(is_charity, 0) = 0 then '不是慈善组织'
    when expense_administration is null or last_net is null or coalesce(expense_total, 0) = 0 then '缺少管理费用或上一年的数'
    else printf('管理费用 %.2f，占 %.1f%%，规定不超过 %.0f%%', expense_administration, 100.0 * expense_administration / expense_total, 100 * most)
  end as detail
from charity_limits
