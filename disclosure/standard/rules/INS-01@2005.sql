-- code: INS-01
-- title: 年度检查、年度报告按时报送
-- title_en: Annual inspections and reports come in time
-- severity: warning
-- effect: publish
-- basis: 《民办非企业单位年度检查办法》、《社会团体年度检查办法》、《基金会管理条例》、《慈善组织信息公开办法》（有的条文待核实）
-- basis_en: Measures on the Annual Inspection of Private Non-enterprise Units; Measures on the Annual Inspection of
--   Social Associations; Regulations on Foundations; Measures on Disclosure by Charities (some articles to be
--   verified)
-- scope: 每个登记的组织每一年的年度检查或年度报告（“应当公开的”里的各项）
-- scope_en: the annual inspection or report of each registered organisation and year (the duties under “What must be disclosed”)
-- explanation: 年度检查材料或年度报告在到期日以后才报送，或者到期了，本区声明报全的日子里还没有。
-- explanation_en: The annual inspection or report was filed after its due date; or it was due and, within the time the district
--   declares complete, is not there.
-- innocent: 登记管理机关同意延期；或者报送日期填错。
-- innocent_en: The registration authority agreed to a delay; or the date of filing is wrong.
select
  district,
  'inspections' as table_name,
  key,
  org_id,
  period,
  case status when '不适用' then detail when '未到期' then '还没有到期' end as exempt,
  iif(status = '无法判断', detail, null) as unknown,
  coalesce(days_late, 0) > cast(coalesce(nullif(:grace, ''), 0) as integer) as broken,
  status || coalesce(' ' || days_late || ' 天', '') || '，到期日 ' || due_on || coalesce('，' || detail, '') as detail,
  basis,
  sample
from obligations
where obligation like 'annual-%'
