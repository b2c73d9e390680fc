-- code: ORG-03
-- title: 代码里的地区属于本区
-- title_en: The code's region is the district's
-- severity: warning
-- effect: publish
-- basis: GB 32100-2015 第五条（登记管理机关行政区划码）
-- scope: 每个登记的组织
-- explanation: 代码的第 3 至 8 位是登记机关的行政区划，不是本区的。
-- innocent: 由市、省登记，迁入本区，或者区划调整后沿用旧代码。
select
  o.district,
  'organisations' as table_name,
  json_object('org_id', o.org_id) as key,
  o.org_id,
  null as period,
  case
    when d.region_codes is null or d.region_codes = '' then '无法判断'
    when instr(' ' || d.region_codes || ' ', ' ' || r.region || ' ') > 0 then '符合'
    when o.sample and substr(r.region, 1, 2) = '99' then '不适用'
    else '不符合'
  end as status,
  iif(o.sample and substr(r.region, 1, 2) = '99', '示例代码不对应真实地区', '代码的地区是 ' || r.region || '，本区是 ' || coalesce(d.region_codes, '未知')) as detail
from organisations o
join (select district, org_id, iif(substr(org_id, 1, 2) = 'BA', substr(org_id, 4, 6), substr(org_id, 3, 6)) as region from organisations) r
  on r.district = o.district and r.org_id = o.org_id
left join districts d on d.district = o.district
