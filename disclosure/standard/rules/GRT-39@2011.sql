-- code: GRT-39
-- title: 重大变化有书面报告
-- title_en: A major change is reported in writing
-- severity: warning
-- effect: publish
-- basis: 各区资助办法的条款（programme_terms：变更报告）
-- basis_en: Terms of each district’s measures on grants (programme_terms: report of a major change)
-- waivable: 要求是各区自己的办法定的
-- scope: 填报了项目变更的、和已经终止的项目
-- scope_en: projects with a change filed, and terminated ones
-- explanation: 项目已经终止，本区声明登记事项已经报全，没有这个项目的变更报告。报告写明是终止的才算终止的报告。
-- explanation_en: The project was terminated and the district declares that all such matters are filed, yet there is no report of
--   the change. Only a report that says so counts as one of termination.
-- innocent: 变更报告编在别的事项里，没有写明项目编号。
-- innocent_en: The report of the change is filed under another matter without the project's code.
with judged as (
  select g.district, g.grant_id, r.org_id, g.round, g.decision, g.sample, t.basis, r.cases, r.fitting, r.told_on, r.until_on, r.perhaps
  from grants g
  join grant_changes r on r.district = g.district and r.grant_id = g.grant_id
  left join grant_terms t on t.district = g.district and t.grant_id = g.grant_id and t.term = '变更报告'
  where g.status = '已终止' or r.cases > 0
)
select
  district,
  'grants' as table_name,
  json_object('grant_id', grant_id) as key,
  org_id,
  cast(round as text) as period,
  case when decision <> '资助' then '没有决定资助' when basis is null then '本区这个计划没有规定变更报告' end as exempt,
  case
    when cases > 0 and fitting = 0 then '有变更报告，撤回了，或者没有写明是终止的'
    when cases > 0 and told_on is null then '没有填写报告的日期'
    when perhaps then '有变更报告没有写明是哪个项目的，也许就是它'
    when cases = 0 and until_on is null then '没有填报变更报告，也没有人声明已经报全'
  end as unknown,
  case when fitting > 0 then 0 when cases = 0 and not perhaps and until_on is not null then 1 end as broken,
  coalesce(told_on || ' 报告', '到 ' || until_on || ' 没有变更报告') as detail,
  basis,
  sample
from judged
