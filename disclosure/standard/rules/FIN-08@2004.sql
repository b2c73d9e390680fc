-- code: FIN-08
-- title: 费用合计等于四项费用之和
-- title_en: Total expense is the sum of its four parts
-- severity: error
-- effect: reject
-- basis: 《民间非营利组织会计制度》（财会〔2004〕7号）业务活动表
-- scope: 每个组织每个年度的收支
-- explanation: 费用合计不等于业务活动成本、管理费用、筹资费用、其他费用之和。
-- innocent: 录入时抄错一个数，或把万元当成元；请对照盖章的报表。
select
  district,
  'finances' as table_name,
  json_object('org_id', org_id, 'year', year) as key,
  org_id,
  cast(year as text) as period,
  case
    when expense_programme is null and expense_administration is null and expense_fundraising is null and expense_other is null then '不适用'
    when round(abs((expense_total) - (coalesce(expense_programme, 0) + coalesce(expense_administration, 0) + coalesce(expense_fundraising, 0) + coalesce(expense_other, 0))) * 100) <= round(cast(coalesce(nullif(:tolerance, ''), 0.01) as real) * 100) then '符合'
    else '不符合'
  end as status,
  case
    when expense_programme is null and expense_administration is null and expense_fundraising is null and expense_other is null then '没有填写有关的数'
    else printf('费用合计 %.2f，各项之和 %.2f', expense_total, coalesce(expense_programme, 0) + coalesce(expense_administration, 0) + coalesce(expense_fundraising, 0) + coalesce(expense_other, 0)) || iif(expense_programme is null, '，业务活动成本未填', '') || iif(expense_administration is null, '，管理费用未填', '') || iif(expense_fundraising is null, '，筹资费用未填', '') || iif(expense_other is null, '，其他费用未填', '')
  end as detail
from finances
