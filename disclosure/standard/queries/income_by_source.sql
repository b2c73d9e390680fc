-- title: 社会组织的钱从哪里来？
-- title_en: Where does the money of organisations come from, by year?
-- description: 按年度和组织类型合计，真实和示例分开；只加填报了的，有空格的份数见 incomplete。没有报财务的组织不在里面。
-- description_en: By year and type, real ones and samples apart. Only what was filed is summed; incomplete counts accounts with a blank.
-- group: money
-- parameters: year = 年度（年份） / Year; district = 区（区） / District
-- columns: organisations = 报了财务的组织（家） / Organisations with accounts; donations = 捐赠收入（元） / Donations;
--   membership_fees = 会费收入（元） / Membership fees; services = 提供服务收入（元） / Services; government_grants = 政府补助收入（元） / Government grants;
--   incomplete = 有空格的（份） / With a blank; type = 组织类型 / Type
select f.year, o.type, count(*) as organisations, round(sum(f.income_total), 2) as income_total,
  round(sum(f.income_donations), 2) as donations, round(sum(f.income_membership_fees), 2) as membership_fees,
  round(sum(f.income_services), 2) as services, round(sum(f.income_government_grants), 2) as government_grants,
  sum(f.income_donations + f.income_membership_fees + f.income_services + f.income_government_grants is null) as incomplete,
  f.sample
from finances f
join organisations o on o.district = f.district and o.org_id = f.org_id
where (coalesce(:year, '') = '' or f.year = cast(:year as integer)) and coalesce(:district, '') in ('', f.district)
group by f.year, o.type, f.sample
order by f.year desc, o.type, f.sample
