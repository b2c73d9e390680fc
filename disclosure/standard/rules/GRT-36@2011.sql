-- code: GRT-36
-- title: 确定资助以后才签协议
-- title_en: The agreement follows the decision
-- severity: warning
-- effect: publish
-- basis: 各区资助办法的条款（programme_terms：签订协议）
-- basis_en: Terms of each district’s measures on grants (programme_terms: agreement)
-- waivable: 要求是各区自己的办法定的
-- scope: 决定资助的项目
-- scope_en: funded projects
-- explanation: 协议的日期早于决定资助的日期。
-- explanation_en: The agreement is dated before the decision to fund.
-- innocent: 决定日期填成了批准文件印发的日期。
-- innocent_en: The day the approval was issued was filed as that of the decision.
select
  g.district,
  'grants' as table_name,
  json_object('grant_id', g.grant_id) as key,
  b.org_id,
  cast(g.round as text) as period,
  case when g.decision <> '资助' then '没有决定资助' when t.term is null then '本区这个计划没有规定签订协议' end as exempt,
  case
    when g.agreement_on is null or g.decided_on is null then '没有填写协议日期或者决定日期'
    when g.agreement_on < t.from_on then '签协议的时候，这一条还没有施行'
  end as unknown,
  iif(g.agreement_on >= t.from_on, g.agreement_on < g.decided_on, null) as broken,
  '决定 ' || g.decided_on || '，协议 ' || g.agreement_on as detail,
  t.basis,
  g.sample
from grants g
join grant_bodies b on b.district = g.district and b.grant_id = g.grant_id
left join grant_terms t on t.district = g.district and t.grant_id = g.grant_id and t.term = '签订协议'
