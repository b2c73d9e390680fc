-- code: EVA-02
-- title: 等级有效期为次年一月一日起五年
-- title_en: A grade runs five years from the next 1 January
-- severity: warning
-- effect: publish
-- basis: 《社会组织评估管理办法》（2026年3月1日起施行；据新闻报道，条文待核实）
-- basis_en: Measures on the Evaluation of Social Organisations (in force from 1 March 2026; from news reports,
--   articles to be verified)
-- scope: 每次评估
-- applies_from: 2026-03-01
-- explanation: 按公告时的规定，有效期从公告次年的 1 月 1 日到第五年的 12 月 31 日；公布的有效期不是这样。
-- explanation_en: By the provision in force when it was announced, a grade is valid from 1 January of the next year to 31 December
--   of the fifth; the period published is another.
-- innocent: 条文待核实；公告日与次年 1 月 1 日之间的状态尚不清楚。
-- innocent_en: The article is to be verified; how things stand between the announcement and 1 January is not clear.
select
  district,
  'evaluations' as table_name,
  json_object('org_id', org_id, 'announced_on', announced_on) as key,
  org_id,
  announced_on as period,
  iif(grade = '不予评级', '不予评级，没有有效期', null) as exempt,
  iif(valid_from is null or valid_until is null, '有效期的起止没有填全', null) as unknown,
  valid_from <> (substr(announced_on, 1, 4) + 1) || '-01-01' or valid_until <> (substr(announced_on, 1, 4) + 5) || '-12-31' as broken,
  announced_on || ' 公告，有效期从 ' || coalesce(valid_from, '（没有填）') || ' 到 ' || coalesce(valid_until, '（没有填）') as detail,
  sample
from evaluations
