-- title: 哪些组织一年用的比收的多？
-- title_en: Which organisations spent more than they received in a year?
-- description: 费用合计大于收入合计的，差得多的在前；years 是连着几年这样。动用以前的结余不是错，看净资产还剩多少。
-- description_en: Spending above income, the largest gap first, and for how many years running. To use savings is no fault: see net assets.
-- group: money
-- parameters: district = 区（区） / District; year = 年度（年份） / Year
-- columns: gap = 多用了（元） / Overspent; years = 连着几年（年） / Years running
with short as (
  select *, year - row_number() over (partition by district, org_id, sample order by year) as run
  from finances
  where expense_total > income_total
),
counted as (
  select *, row_number() over (partition by district, org_id, sample, run order by year) as years from short
)
select f.district, f.year, f.org_id, o.name as organisation, f.income_total, f.expense_total,
  round(f.expense_total - f.income_total, 2) as gap, f.years, f.net_assets, '/organisations/' || o.org_id || '/' as permalink, f.sample
from counted f
join organisations o on o.district = f.district and o.org_id = f.org_id
where coalesce(:district, '') in ('', f.district) and (coalesce(:year, '') = '' or f.year = cast(:year as integer))
order by f.year desc, gap desc, f.district, f.org_id
