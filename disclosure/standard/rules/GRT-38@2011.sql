-- code: GRT-38
-- title: 评估以前交两份报告
-- title_en: Both reports come before the assessment
-- severity: warning
-- effect: publish
-- basis: 各区资助办法的条款（programme_terms：评估报告）
-- basis_en: Terms of each district’s measures on grants (programme_terms: reports before an assessment)
-- waivable: 要求是各区自己的办法定的
-- scope: 每次中期评估和终期评估
-- scope_en: each mid-term and final assessment
-- explanation: 项目报告或者资金使用报告晚于评估。
-- explanation_en: The project report or the spending report is later than the assessment.
-- innocent: 评估分几天进行，报告在其间补交。
-- innocent_en: The assessment took several days and the report came in between.
select
  a.district,
  'grant_assessments' as table_name,
  json_object('grant_id', a.grant_id, 'stage', a.stage) as key,
  b.org_id,
  a.assessed_on as period,
  iif(t.term is null, '本区这个计划没有规定评估报告', null) as exempt,
  iif(a.report_on is null or a.fund_report_on is null, '没有填写两份报告的日期', null) as unknown,
  a.report_on > a.assessed_on or a.fund_report_on > a.assessed_on as broken,
  '项目报告 ' || coalesce(a.report_on, '没有填写') || '，资金使用报告 ' || coalesce(a.fund_report_on, '没有填写')
    || '，评估 ' || a.assessed_on as detail,
  t.basis,
  a.sample
from grant_assessments a
join grant_bodies b on b.district = a.district and b.grant_id = a.grant_id
left join grant_terms t on t.district = a.district and t.grant_id = a.grant_id and t.term = '评估报告'
where a.stage in ('中期评估', '终期评估')
