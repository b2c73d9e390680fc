-- title: 每家组织每年可以和同类对照的数
-- title_en: The figures of each body and year that can be set beside those of its kind
-- download: yes
-- note: band: the size of the year by its total income; of a year without one nothing is compared. A share of which a part is
--   not filed, or whose whole is 0, is left out.
-- columns: band = 规模（按当年收入） / Size by income of the year; figure = 什么数 / Figure; unit = 单位 / Unit
with sized as (
  select f.*, o.type, b.size as band
  from finances f
  join organisations o on o.district = f.district and o.org_id = f.org_id
  join size_bands b on (b.least is null or f.income_total >= b.least) and (b.most is null or f.income_total < b.most)
),
figures as (
  select s.*, json_extract(j.value, '$[0]') as figure, json_extract(j.value, '$[1]') as part,
    json_extract(j.value, '$[2]') as whole
  from sized s, json_each(json_array(
    json_array('收入合计', s.income_total), json_array('费用合计', s.expense_total), json_array('资产总计', s.total_assets),
    json_array('净资产合计', s.net_assets), json_array('捐赠收入占收入合计', s.income_donations, s.income_total),
    json_array('政府补助占收入合计', s.income_government_grants, s.income_total),
    json_array('业务活动成本占费用合计', s.expense_programme, s.expense_total),
    json_array('管理费用占费用合计', s.expense_administration, s.expense_total),
    json_array('负债占资产总计', s.total_liabilities, s.total_assets)
  )) j
)
select district, org_id, type, year, band, figure, iif(figure like '%占%', round(100.0 * part / whole, 1), part) as value,
  iif(figure like '%占%', '%', '元') as unit, sample
from figures
where part is not null and (figure not like '%占%' or whole > 0)
