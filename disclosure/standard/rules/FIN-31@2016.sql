-- code: FIN-31
-- title: 管理费用不超过规定比例
-- title_en: Administration stays within its share
-- severity: warning
-- effect: publish
-- basis: 《关于慈善组织开展慈善活动年度支出和管理费用的规定》（民发〔2016〕189号；分档数字待核实）
-- scope: 慈善组织每个年度的收支；不是慈善组织的不适用
-- applies_from: 2016-09-01
-- explanation: 管理费用占费用合计的比例超过规定。不满二十万元的不受比例限制。
-- innocent: 重大筹款年度前后管理费用可能集中发生。
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
),
limits as (
  select *,
    case
      when licensed then 0.70 * last_income
      when agency = 0 and last_net >= 60000000 then 0.06 * last_net
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
)
select
  district,
  'finances' as table_name,
  json_object('org_id', org_id, 'year', year) as key,
  org_id,
  cast(year as text) as period,
  case
    when coalesce(is_charity, 0) = 0 then '不适用'
    when expense_administration is null or last_net is null or coalesce(expense_total, 0) = 0 then '无法判断'
    when expense_administration < cast(coalesce(nullif(:exempt, ''), 200000) as real) then '符合'
    when expense_administration <= most * expense_total then '符合'
    else '不符合'
  end as status,
  case
    when coalesce(is_charity, 0) = 0 then '不是慈善组织'
    when expense_administration is null or last_net is null or coalesce(expense_total, 0) = 0 then '缺少管理费用或上一年的数'
    else printf('管理费用 %.2f，占 %.1f%%，规定不超过 %.0f%%', expense_administration, 100.0 * expense_administration / expense_total, 100 * most)
  end as detail
from limits
