-- code: ORG-03
-- title: 代码里的地区属于本区
-- title_en: The code's region is the district's
-- severity: warning
-- effect: publish
-- basis: GB 32100-2015 第五条（登记管理机关行政区划码）
-- basis_en: GB 32100-2015, article 5 (region of the registrar)
-- scope: 每个组织
-- explanation: 代码的第 3 至 8 位是登记机关的行政区划，不是本区的。
-- explanation_en: Digits 3 to 8 of the code are the region of the registration authority, which is not this district.
-- innocent: 由市、省登记，迁入本区，或者区划调整后沿用旧代码。
-- innocent_en: Registered by the city or province, moved into the district, or kept its code after boundaries changed.
with placed as (
  select *, iif(substr(org_id, 1, 2) = 'BA', substr(org_id, 4, 6), substr(org_id, 3, 6)) as region
  from organisations
)
select
  o.district,
  'organisations' as table_name,
  json_object('org_id', o.org_id) as key,
  o.org_id,
  null as period,
  iif(o.sample and o.region like '99%', '示例代码不对应真实地区', null) as exempt,
  iif(d.district is null, '本区没有写明地区代码', null) as unknown,
  instr(' ' || d.region_codes || ' ', ' ' || o.region || ' ') = 0 as broken,
  '代码的地区是 ' || o.region || '，本区是 ' || d.region_codes as detail,
  o.sample
from placed o
left join districts d on d.district = o.district and d.region_codes <> ''
