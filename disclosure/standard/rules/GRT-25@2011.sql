-- code: GRT-25
-- title: 预算里人员工资的比例不超过规定
-- title_en: Wages take no more of a project's budget than the terms allow
-- severity: warning
-- effect: publish
-- basis: 各区资助办法的条款（programme_terms：人员费用比例上限、放宽前人员费用比例上限；正在放宽的比例待核实）
-- basis_en: Terms of each district’s measures on grants (programme_terms: cap on the share of staff costs, cap on the
--   share of staff costs before it is raised; shares being raised are to be verified)
-- waivable: 要求是各区自己的办法定的
-- scope: 决定资助、填报了预算表的项目；条款只管专业社工服务的，按服务领域“社会工作”认定
-- scope_en: funded projects with a budget; where the provision covers only professional social work, those in the field of social
--   work
-- explanation: 预算表里的人员工资占预算合计的比例超过规定。规定正在放宽的，不超过放宽以前的比例才是符合，超过放宽以后的才是不符合。
-- explanation_en: Staff pay takes a larger share of the budget than is set. While the limit is being raised, a share within the old
--   one meets the rule and only one above the new one does not.
-- innocent: 工资由别的来源支付；办法已经改成更高的比例，还没有填报。
-- innocent_en: Pay comes from another source; the measures now allow a larger share, which is not filed yet.
select
  district,
  'grants' as table_name,
  json_object('grant_id', grant_id) as key,
  org_id,
  cast(round as text) as period,
  iif(reach = '没有规定', '没有填报本区这个计划对人员费用比例的规定', null) as exempt,
  case reach
    when '不知道是不是专业社工服务' then '规定只管专业社工服务的项目，不知道是不是'
    when '超过放宽前的比例' then '超过放宽以前的比例，放宽到了多少没有见到'
    when '预算行没有填全' then '预算行加起来比预算少，不知道其余的是不是人员工资'
    when '有的预算行没有写明小类' then '有的预算行没有写明小类，不知道是不是人员工资'
  end as unknown,
  case reach when '超过上限' then 1 when '没有超过' then 0 end as broken,
  printf('人员工资 %.2f 元，占预算 %.1f%%，', wages, percent)
    || iif(before is null, '', printf('放宽以前的上限 %g%%，', before))
    || iif(cap is null, '没有填报放宽以后的上限', printf('上限 %g%%', cap)) as detail,
  basis || iif(before is null, '', '（正在放宽，比例待核实）') as basis,
  sample
from grant_staff_share
