-- code: FIN-11
-- title: 净资产变动额等于收入减费用加转出
-- title_en: The change in net assets is income less expense, with releases
-- severity: warning
-- effect: publish
-- basis: 《民间非营利组织会计制度》（2024年修订）；新报表的行次待核实
-- scope: 每个组织每个年度的业务活动表
-- applies_from: 2026-01-01
-- explanation: 净资产变动额（45行）不等于收入合计（11行）减费用合计（35行）加限定性转为非限定性（40行）。2026年起报表行次已改，平台还没有收录新的行次表。
-- innocent: 录入时抄错一个数，或把万元当成元；请对照盖章的报表。
select distinct
  district,
  'finance_lines' as table_name,
  json_object('org_id', org_id, 'year', year, 'statement', statement, 'line', min(line), 'amount_column', amount_column) as key,
  org_id,
  cast(year as text) as period,
  '无法判断' as status,
  '2024年制度的报表行次尚未收录（待核实）' as detail
from finance_lines
where statement = '业务活动表'
group by district, org_id, year, statement, amount_column
