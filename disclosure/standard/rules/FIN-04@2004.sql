-- code: FIN-04
-- title: 净资产合计等于非限定性与限定性之和
-- title_en: Net assets are the unrestricted and the restricted
-- severity: error
-- effect: reject
-- basis: 《民间非营利组织会计制度》（财会〔2004〕7号）资产负债表
-- scope: 每个组织每个年度的收支
-- explanation: 净资产合计不等于非限定性净资产加限定性净资产。
-- innocent: 录入时抄错一个数，或把万元当成元；请对照盖章的报表。
select
  district,
  'finances' as table_name,
  json_object('org_id', org_id, 'year', year) as key,
  org_id,
  cast(year as text) as period,
  case
    when net_assets_unrestricted is null and net_assets_restricted is null then '不适用'
    when round(abs((net_assets) - (coalesce(net_assets_unrestricted, 0) + coalesce(net_assets_restricted, 0))) * 100) <= round(cast(coalesce(nullif(:tolerance, ''), 0.01) as real) * 100) then '符合'
    else '不符合'
  end as status,
  case
    when net_assets_unrestricted is null and net_assets_restricted is null then '没有填写有关的数'
    else printf('净资产合计 %.2f，非限定性 %.2f 加限定性 %.2f', net_assets, coalesce(net_assets_unrestricted, 0), coalesce(net_assets_restricted, 0)) || iif(net_assets_unrestricted is null, '，非限定性未填', '') || iif(net_assets_restricted is null, '，限定性未填', '')
  end as detail
from finances
