-- title: 哪些组织的钱主要来自一个来源？
-- title_en: Which organisations live on one source of income?
-- description: 一种收入占到收入合计的百分之八十（可以改）以上的。比例只用填报了的那一项；没有填报的来源不猜。
-- description_en: One kind of income makes at least 80 % (or what you ask for) of the total. What was not filed is not guessed.
-- group: money
-- parameters: district = 区（区） / District; year = 年度（年份） / Year; percent = 至少占百分之几（数） / At least per cent
-- columns: source = 收入来源 / Source; amount = 金额（元） / Amount; share = 占收入（%） / Share of income
with parts(district, org_id, year, source, amount, income_total, sample) as (
  select district, org_id, year, '捐赠收入', income_donations, income_total, sample from finances
  union all
  select district, org_id, year, '会费收入', income_membership_fees, income_total, sample from finances
  union all
  select district, org_id, year, '提供服务收入', income_services, income_total, sample from finances
  union all
  select district, org_id, year, '政府补助收入', income_government_grants, income_total, sample from finances
  union all
  select district, org_id, year, '商品销售收入', income_sales, income_total, sample from finances
  union all
  select district, org_id, year, '投资收益', income_investment, income_total, sample from finances
  union all
  select district, org_id, year, '其他收入', income_other, income_total, sample from finances
)
select p.district, p.year, p.org_id, o.name as organisation, p.source, p.amount, p.income_total, round(100 * p.amount / p.income_total,
  1) as share,
  '/organisations/' || o.org_id || '/' as permalink, p.sample
from parts p
join organisations o on o.district = p.district and o.org_id = p.org_id
where p.income_total > 0 and 100 * p.amount >= cast(coalesce(nullif(:percent, ''), 80) as real) * p.income_total
  and coalesce(:district, '') in ('', p.district) and (coalesce(:year, '') = '' or p.year = cast(:year as integer))
order by p.year desc, share desc, p.district, p.org_id, p.source
