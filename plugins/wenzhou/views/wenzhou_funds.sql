-- title: 每个组织最近一年的账和活动
-- title_en: The latest accounts of each organisation, and its activities of that year
-- columns: year = 年份 / Year; income_total = 收入（元） / Income; expense_total = 支出（元） / Expense; net_assets = 年末净资产（元） / Net assets;
--   activities_held = 办了活动（次） / Activities; change = 收支相差（元） / Difference
with latest as (
  select *, row_number() over (partition by district, org_id, sample order by year desc) as nth from finances where district = 'wenzhou'
)
select f.district, f.org_id, f.year, f.income_total, f.expense_total, round(f.income_total - f.expense_total, 2) as change, f.net_assets,
  s.activities_held, f.sample
from latest f
left join staffing s on s.district = f.district and s.org_id = f.org_id and s.year = f.year and s.sample <= f.sample
where f.nth = 1
