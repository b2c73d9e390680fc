-- What a charity has to spend on charity (least, yuan) and may spend on administration (most, share of expense) a year.
-- basis: 《关于慈善组织开展慈善活动年度支出和管理费用的规定》（民发〔2016〕189号；分档数字待核实）
with known as (
  select f.*, o.type, o.is_charity, o.public_fundraising_since, p.income_total as last_income, p.net_assets as last_net
  from finances f
  left join organisations o on o.district = f.district and o.org_id = f.org_id
  left join finances p on p.district = f.district and p.org_id = f.org_id and p.year = f.year - 1
),
banded as (
  select *,
    public_fundraising_since is not null and public_fundraising_since <= year || '-12-31' as licensed,
    case when type = '基金会' then 0 else 1 end as agency
  from known
)
select *,
  case
    when licensed then 0.70 * last_income
    when agency = 0 and last_net >= 8000000 then 0.06 * last_net
    when agency = 0 and last_net >= 4000000 then 0.07 * last_net
    when agency = 0 then 0.08 * last_net
    when last_net >= 10000000 then 0.06 * last_net
    when last_net >= 5000000 then 0.07 * last_net
    else 0.08 * last_net
  end as least,
  case
    when licensed and agency = 0 then 0.10
    when licensed then 0.13
    when agency = 0 and last_net >= 60000000 then 0.12
    when agency = 0 and last_net >= 8000000 then 0.13
    when agency = 0 and last_net >= 4000000 then 0.15
    when agency = 0 then 0.20
    when last_net >= 10000000 then 0.13
    when last_net >= 5000000 then 0.14
    when last_net >= 1000000 then 0.15
    else 0.20
  end as most
from banded
