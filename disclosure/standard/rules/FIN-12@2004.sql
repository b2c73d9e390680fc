-- code: FIN-12
-- title: 净资产年末减年初等于变动额
-- title_en: Closing less opening net assets is the change
-- severity: warning
-- effect: publish
-- basis: 《民间非营利组织会计制度》（财会〔2004〕7号）业务活动表、附注
-- scope: 每个组织每个年度的收支
-- explanation: 净资产合计减年初数不等于净资产变动额，又没有在说明里写明以前年度调整。
-- innocent: 以前年度的差错在本年调整时会这样，应当在说明里写明。
select
  district,
  'finances' as table_name,
  json_object('org_id', org_id, 'year', year) as key,
  org_id,
  cast(year as text) as period,
  case
    when net_assets_change is null or opening_net_assets is null or note is not null then '不适用'
    when round(abs((net_assets - opening_net_assets) - (net_assets_change)) * 100) <= round(cast(coalesce(nullif(:tolerance, ''), 0.01) as real) * 100) then '符合'
    else '不符合'
  end as status,
  case
    when net_assets_change is null or opening_net_assets is null or note is not null then '没有填写年初数或变动额，或者另有说明'
    else printf('净资产 %.2f 减年初 %.2f，变动额 %.2f', net_assets, opening_net_assets, net_assets_change)
  end as detail
from finances
