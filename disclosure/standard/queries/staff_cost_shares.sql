-- title: 每个组织的费用里，工作人员工资福利占多少？
-- title_en: How much of each organisation's spending is pay?
-- description: 工作人员工资福利与费用合计之比，高的在前。两样都填报了的才在这里。
-- description_en: Pay and benefits as a share of all spending, the highest first. Only where both were filed.
-- group: money
-- parameters: district = 区（区） / District; year = 年度（年份） / Year; type = 组织类型（organisation_type） / Type
-- columns: share = 占费用（%） / Share of spending; type = 组织类型 / Type
select f.district, f.year, f.org_id, o.name as organisation, o.type, f.staff_pay, f.expense_total,
  round(100 * f.staff_pay / f.expense_total, 1) as share, s.full_time_staff, '/organisations/' || o.org_id || '/' as permalink, f.sample
from finances f
join organisations o on o.district = f.district and o.org_id = f.org_id
left join staffing s on s.district = f.district and s.org_id = f.org_id and s.year = f.year and s.sample <= f.sample
where f.staff_pay is not null and f.expense_total > 0 and coalesce(:district, '') in ('', f.district)
  and (coalesce(:year, '') = '' or f.year = cast(:year as integer)) and coalesce(:type, '') in ('', o.type)
order by f.year desc, share desc, f.district, f.org_id
