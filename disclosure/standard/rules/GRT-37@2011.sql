-- code: GRT-37
-- title: 服务的收费合乎办法
-- title_en: What those served are charged is as the programme allows
-- severity: warning
-- effect: publish
-- basis: 各区资助办法的条款（programme_terms：收费方式）
-- basis_en: Terms of each district’s measures on grants (programme_terms: charge)
-- waivable: 要求是各区自己的办法定的
-- scope: 决定资助的项目
-- scope_en: funded projects
-- explanation: 填报的收费方式不是办法许可的。
-- explanation_en: The way of charging filed is not one that the measures allow.
-- innocent: 收的是材料成本，填报时写成了收费。
-- innocent_en: The cost of materials was charged and filed as a fee.
select
  g.district,
  'grants' as table_name,
  json_object('grant_id', g.grant_id) as key,
  b.org_id,
  cast(g.round as text) as period,
  case when g.decision <> '资助' then '没有决定资助' when t.term is null then '本区这个计划没有规定收费方式' end as exempt,
  iif(g.charge is null, '没有填写收费方式', null) as unknown,
  instr(t.text, g.charge) = 0 as broken,
  '收费方式：' || g.charge || '；规定：' || t.text as detail,
  t.basis,
  g.sample
from grants g
join grant_bodies b on b.district = g.district and b.grant_id = g.grant_id
left join grant_terms t on t.district = g.district and t.grant_id = g.grant_id and t.term = '收费方式'
