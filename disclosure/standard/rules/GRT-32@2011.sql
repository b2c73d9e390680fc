-- code: GRT-32
-- title: 资助款单独设账
-- title_en: The money has an account of its own
-- severity: warning
-- effect: publish
-- basis: 各区资助办法的条款（programme_terms：专账管理）
-- basis_en: Terms of each district’s measures on grants (programme_terms: separate account)
-- waivable: 要求是各区自己的办法定的
-- scope: 决定资助的项目
-- scope_en: funded projects
-- explanation: 填报为没有单独设账。
-- explanation_en: It is filed that no separate account is kept.
-- innocent: 单位只有一个账户，在账内单独核算，填报时写成了否。
-- innocent_en: The organisation has one account and keeps separate books within it, and filed “no”.
select
  g.district,
  'grants' as table_name,
  json_object('grant_id', g.grant_id) as key,
  b.org_id,
  cast(g.round as text) as period,
  case when g.decision <> '资助' then '没有决定资助' when t.term is null then '本区这个计划没有规定专账管理' end as exempt,
  iif(g.separate_account is null, '没有填写是否专账管理', null) as unknown,
  not g.separate_account as broken,
  iif(g.separate_account, '单独设账', '没有单独设账') as detail,
  t.basis,
  g.sample
from grants g
join grant_bodies b on b.district = g.district and b.grant_id = g.grant_id
left join grant_terms t on t.district = g.district and t.grant_id = g.grant_id and t.term = '专账管理'
