-- title: 报表和年度财务里的每个合计，和组成它的各行、各栏、各项之和
-- title_en: Each total of the statements and of the yearly finances, and the sum of its rows, columns or items
-- note: off is by how much, in yuan, a total certainly differs from the sum of its parts; empty: it cannot be known. What is not
--   filed is unknown: where the filed parts fall short of the total, it may be the rest; where they are the total, nothing is
--   left for it, unless it may be below nothing (signed) or is subtracted. Row 40 takes from one column and gives to the other,
--   so it is no part of the column 合计. parts: the sum of what is filed; raising, lowering: how many parts, not filed, may
--   raise and lower it.
-- columns: counted = 按什么相加 / Added up by; off = 相差（元） / Off by
with signed(figure) as (
  values ('业务活动表 6'), ('业务活动表 40'), ('业务活动表 45'), ('资产负债表 38'), ('资产负债表 63'), ('资产负债表 65'),
    ('资产负债表 101'), ('资产负债表 110'), ('现金流量表 24'), ('现金流量表 44'), ('现金流量表 59'), ('现金流量表 60'),
    ('投资收益'), ('非限定性净资产')
),
totals as (
  select district, org_id, year, statement, line, amount_column, statement || ' ' || line as figure, amount, sample
  from statement_cells
),
by_row as (
  select t.*, p.sign, l.amount as filed, p.statement || ' ' || p.part in (select figure from signed) as signed
  from totals t
  join statement_parts p on p.system = '2004' and p.statement = t.statement and t.line = cast(p.line as text)
    and not (p.part = 40 and t.amount_column = '合计')
  left join finance_lines l on l.district = t.district and l.org_id = t.org_id and l.year = t.year and l.statement = t.statement
    and l.line = cast(p.part as text) and l.amount_column = t.amount_column and l.sample <= t.sample
),
by_column as (
  select t.*, l.amount as filed, t.figure in (select figure from signed) as signed
  from totals t
  join (select '非限定性' as amount_column union all select '限定性') c on t.statement = '业务活动表' and t.amount_column = '合计'
  left join finance_lines l on l.district = t.district and l.org_id = t.org_id and l.year = t.year and l.statement = t.statement
    and l.line = t.line and l.amount_column = c.amount_column and l.sample <= t.sample
),
items(figure, part) as (
  values ('净资产合计', '非限定性净资产'), ('净资产合计', '限定性净资产'), ('收入合计', '捐赠收入'), ('收入合计', '会费收入'),
    ('收入合计', '提供服务收入'), ('收入合计', '政府补助收入'), ('收入合计', '商品销售收入'), ('收入合计', '投资收益'),
    ('收入合计', '其他收入'), ('费用合计', '业务活动成本'), ('费用合计', '管理费用'), ('费用合计', '筹资费用'), ('费用合计', '其他费用')
),
by_item as (
  select f.district, f.org_id, f.year, f.accounting_system as system, i.figure, f.sample, i.part in (select figure from signed) as signed,
    case i.figure when '净资产合计' then f.net_assets when '收入合计' then f.income_total else f.expense_total end as amount,
    case i.part
      when '非限定性净资产' then f.net_assets_unrestricted
      when '限定性净资产' then f.net_assets_restricted
      when '捐赠收入' then f.income_donations
      when '会费收入' then f.income_membership_fees
      when '提供服务收入' then f.income_services
      when '政府补助收入' then f.income_government_grants
      when '商品销售收入' then f.income_sales
      when '投资收益' then f.income_investment
      when '其他收入' then f.income_other
      when '业务活动成本' then f.expense_programme
      when '管理费用' then f.expense_administration
      when '筹资费用' then f.expense_fundraising
      else f.expense_other
    end as filed
  from items i
  join finances f
),
sums as (
  select district, org_id, year, statement, line, amount_column, figure, '2004' as system, '行' as counted, amount, sample,
    total(filed * sign) as parts, sum(filed is null) as missing,
    sum(filed is null and (sign = 1 or signed)) as raising, sum(filed is null and (sign = -1 or signed)) as lowering
  from by_row
  group by figure, amount_column, district, org_id, year
  union all
  select district, org_id, year, statement, line, amount_column, figure, '2004', '栏', amount, sample,
    total(filed), sum(filed is null), sum(filed is null), sum(filed is null and signed)
  from by_column
  group by figure, district, org_id, year
  union all
  select district, org_id, year, null, null, null, figure, system, '项', amount, sample,
    total(filed), sum(filed is null), sum(filed is null), sum(filed is null and signed)
  from by_item
  group by figure, district, org_id, year
)
select
  district,
  iif(statement is null, 'finances', 'finance_lines') as table_name,
  iif(
    statement is null,
    json_object('org_id', org_id, 'year', year),
    json_object('org_id', org_id, 'year', year, 'statement', statement, 'line', line, 'amount_column', amount_column)
  ) as key,
  org_id,
  cast(year as text) as period,
  figure,
  system,
  counted,
  iif(iif(round(parts - amount, 2) < 0, raising, lowering), null, abs(round(parts - amount, 2))) as off,
  coalesce(statement || '第 ' || line || ' 行（' || amount_column || '）', figure)
    || printf(' %.2f，各%s计算得 %.2f', amount, counted, parts) || iif(missing, printf('，%d %s没有填报', missing, counted), '') as detail,
  sample
from sums
