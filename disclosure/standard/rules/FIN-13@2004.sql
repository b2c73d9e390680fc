-- code: FIN-13
-- title: 年初数等于上一年的年末数
-- title_en: The opening figure is last year's closing one
-- severity: warning
-- effect: publish
-- basis: 《民间非营利组织会计制度》（财会〔2004〕7号）第七十一条
-- scope: 每个组织每个年度的收支
-- explanation: 净资产年初数与上一年公布的净资产合计不同，又没有说明。
-- innocent: 以前年度调整、会计制度改变时会不同，应当说明。
select
  f.district,
  'finances' as table_name,
  json_object('org_id', f.org_id, 'year', f.year) as key,
  f.org_id,
  cast(f.year as text) as period,
  case
    when f.opening_net_assets is null or p.net_assets is null or f.note is not null then '不适用'
    when round(abs(f.opening_net_assets - p.net_assets) * 100) <= round(cast(coalesce(nullif(:tolerance, ''), 0.01) as real) * 100) then '符合'
    else '不符合'
  end as status,
  case
    when f.opening_net_assets is null or p.net_assets is null or f.note is not null then '没有年初数、没有上一年，或者另有说明'
    else printf('年初 %.2f，上一年年末 %.2f', f.opening_net_assets, p.net_assets)
  end as detail
from finances f
left join finances p on p.district = f.district and p.org_id = f.org_id and p.year = f.year - 1
