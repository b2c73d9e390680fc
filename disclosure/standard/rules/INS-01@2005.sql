-- code: INS-01
-- title: 年度检查、年度报告按时报送
-- title_en: Annual inspections and reports come in time
-- severity: warning
-- effect: publish
-- basis: 《民办非企业单位年度检查办法》、《社会团体年度检查办法》、《基金会管理条例》、《慈善组织信息公开办法》（各项条文是否核实见“应当公开的”，有的待核实）
-- scope: 每个登记的组织每一年
-- explanation: 年度检查材料或年度报告在到期日以后才报送，或者到期了还没有。
-- innocent: 已经报送，但是本区还没有把报送日期交到平台；或者登记管理机关同意延期。
select
  o.district,
  'organisations' as table_name,
  json_object('org_id', o.org_id) as key,
  o.org_id,
  o.period,
  case
    when o.status in ('逾期报送', '逾期未报') and o.days_late > cast(coalesce(nullif(:grace, ''), 0) as integer) then '不符合'
    when o.status in ('按时', '逾期报送', '逾期未报') then '符合'
    when o.status = '无法判断' then '无法判断'
    else '不适用'
  end as status,
  case
    when o.status in ('逾期报送', '逾期未报') then printf('%s %d 天，到期日 %s', o.status, o.days_late, o.due_on)
    else coalesce(o.detail, o.status)
  end as detail
from obligations o
where o.obligation like 'annual-%'
