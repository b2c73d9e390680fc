-- code: FIN-02
-- title: 固定资产净值等于原价减累计折旧
-- title_en: Net fixed assets are cost less depreciation
-- severity: warning
-- effect: publish
-- basis: 《民间非营利组织会计制度》（2024年修订）；新报表的行次待核实
-- scope: 每个组织每个年度的资产负债表
-- applies_from: 2026-01-01
-- explanation: 固定资产净值（33行）不等于原价（31行）减累计折旧（32行）。2026年起报表行次已改，平台还没有收录新的行次表。
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
