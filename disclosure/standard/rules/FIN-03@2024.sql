-- code: FIN-03
-- title: 负债合计等于三类负债之和
-- title_en: Total liabilities are the sum of their classes
-- severity: warning
-- effect: publish
-- basis: 《民间非营利组织会计制度》（2024年修订）；新报表的行次待核实
-- scope: 每个组织每个年度的资产负债表
-- applies_from: 2026-01-01
-- explanation: 负债合计（100行）不等于流动负债、长期负债、受托代理负债之和。2026年起报表行次已改，平台还没有收录新的行次表。
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
where statement = '资产负债表'
group by district, org_id, year, statement, amount_column
