-- title: 每个组织一年的钱从哪里来、用了多少？
-- title_en: Where did each organisation's money come from in a year, and how much was spent?
-- description: 一个组织一年一行，收入多的在前。空着的是没有填报，不是零；没有填报财务的组织不在这里。
-- description_en: A row per organisation and year, the largest income first. An empty cell was not filed and is not zero.
-- group: money
-- parameters: district = 区（区） / District; year = 年度（年份） / Year; type = 组织类型（organisation_type） / Type
-- columns: type = 组织类型 / Type
select f.district, f.year, f.org_id, o.name as organisation, o.type, f.income_total, f.income_donations, f.income_membership_fees,
  f.income_services, f.income_government_grants, f.income_sales, f.income_investment, f.income_other, f.expense_total, f.net_assets,
  '/organisations/' || o.org_id || '/' as permalink, f.sample
from finances f
join organisations o on o.district = f.district and o.org_id = f.org_id
where coalesce(:district, '') in ('', f.district) and (coalesce(:year, '') = '' or f.year = cast(:year as integer))
  and coalesce(:type, '') in ('', o.type)
order by f.year desc, f.income_total desc, f.district, f.org_id
