-- code: FIN-25
-- title: 慈善活动支出不超过费用合计
-- title_en: Charitable spending is part of expense
-- severity: warning
-- effect: publish
-- basis: 《民间非营利组织会计制度》（财会〔2004〕7号）业务活动表
-- scope: 每个组织每个年度的收支
-- explanation: 慈善活动支出是费用合计的一部分，却比它还多。
-- innocent: 慈善活动支出按另一口径计算时可能包含当年购置的资产。
select
  district,
  'finances' as table_name,
  json_object('org_id', org_id, 'year', year) as key,
  org_id,
  cast(year as text) as period,
  case
    when charitable_spending is null then '不适用'
    when round((charitable_spending - expense_total) * 100) <= round(cast(coalesce(nullif(:tolerance, ''), 0.01) as real) * 100) then '符合'
    else '不符合'
  end as status,
  case
    when charitable_spending is null then '没有填写慈善活动支出'
    else printf('慈善活动支出 %.2f，费用合计 %.2f', charitable_spending, expense_total)
  end as detail
from finances
