-- code: FIN-30
-- title: 慈善活动支出达到规定比例
-- title_en: Charitable spending reaches its share
-- severity: warning
-- effect: publish
-- basis: 《关于慈善组织开展慈善活动年度支出和管理费用的规定》（民发〔2016〕189号；分档数字待核实）
-- scope: 慈善组织每个年度的收支；不是慈善组织的不适用
-- applies_from: 2016-09-01
-- explanation: 慈善活动支出低于上年收入或净资产的规定比例。
-- innocent: 可按三年平均计算；当年成立的组织另有说明。
select
  district,
  'finances' as table_name,
  json_object('org_id', org_id, 'year', year) as key,
  org_id,
  cast(year as text) as period,
  case
    when coalesce(is_charity, 0) = 0 then '不适用'
    when charitable_spending is null or last_income is null or last_net is null then '无法判断'
    when round(charitable_spending * 100) >= round(least * cast(coalesce(nullif(:share, ''), 1) as real) * 100) then '符合'
    else '不符合'
  end as status,
  case
    when coalesce(is_charity, 0) = 0 then '不是慈善组织'
    when charitable_spending is null or last_income is null or last_net is null then '缺少慈善活动支出或上一年的数'
    else printf('慈善活动支出 %.2f，规定不少于 %.2f', charitable_spending, least)
  end as detail
from charity_limits
