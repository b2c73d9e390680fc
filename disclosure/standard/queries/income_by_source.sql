-- title: 社会组织的钱从哪里来？
-- description: :year 年度，例如 2025；留空为每一年。按年度和组织类型合计，真实和示例分开；只加填报了的，有空格的份数见 incomplete。
select f.year, o.type, count(*) as organisations, round(sum(f.income_total), 2) as income_total,
  round(sum(f.income_donations), 2) as donations, round(sum(f.income_membership_fees), 2) as membership_fees,
  round(sum(f.income_services), 2) as services, round(sum(f.income_government_grants), 2) as government_grants,
  sum(f.income_donations + f.income_membership_fees + f.income_services + f.income_government_grants is null) as incomplete,
  f.sample
from finances f
join organisations o on o.district = f.district and o.org_id = f.org_id
where coalesce(:year, '') = '' or f.year = cast(:year as integer)
group by f.year, o.type, f.sample
order by f.year desc, o.type, f.sample
