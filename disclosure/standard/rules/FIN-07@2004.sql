-- code: FIN-07
-- title: 收入合计等于各项收入之和
-- title_en: Total income is the sum of its parts
-- severity: error
-- effect: reject
-- basis: 《民间非营利组织会计制度》（财会〔2004〕7号）业务活动表
-- scope: 每个组织每个年度的收支
-- explanation: 收入合计不等于各项收入之和。
-- innocent: 录入时抄错一个数，或把万元当成元；请对照盖章的报表。
select
  district,
  'finances' as table_name,
  json_object('org_id', org_id, 'year', year) as key,
  org_id,
  cast(year as text) as period,
  case
    when income_donations is null and income_membership_fees is null and income_services is null and income_government_grants is null and income_sales is null and income_investment is null and income_other is null then '不适用'
    when round(abs((income_total) - (coalesce(income_donations, 0) + coalesce(income_membership_fees, 0) + coalesce(income_services, 0) + coalesce(income_government_grants, 0) + coalesce(income_sales, 0) + coalesce(income_investment, 0) + coalesce(income_other, 0))) * 100) <= round(cast(coalesce(nullif(:tolerance, ''), 0.01) as real) * 100) then '符合'
    else '不符合'
  end as status,
  case
    when income_donations is null and income_membership_fees is null and income_services is null and income_government_grants is null and income_sales is null and income_investment is null and income_other is null then '没有填写有关的数'
    else printf('收入合计 %.2f，各项之和 %.2f', income_total, coalesce(income_donations, 0) + coalesce(income_membership_fees, 0) + coalesce(income_services, 0) + coalesce(income_government_grants, 0) + coalesce(income_sales, 0) + coalesce(income_investment, 0) + coalesce(income_other, 0)) || iif(income_donations is null, '，捐赠收入未填', '') || iif(income_membership_fees is null, '，会费收入未填', '') || iif(income_services is null, '，提供服务收入未填', '') || iif(income_government_grants is null, '，政府补助收入未填', '') || iif(income_sales is null, '，商品销售收入未填', '') || iif(income_investment is null, '，投资收益未填', '') || iif(income_other is null, '，其他收入未填', '')
  end as detail
from finances
