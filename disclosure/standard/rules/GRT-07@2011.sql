-- code: GRT-07
-- title: 各期拨款按规定的比例
-- title_en: Each instalment is the share its programme sets
-- severity: warning
-- effect: publish
-- basis: 各区资助办法的条款（programme_terms：第N期拨款比例）
-- basis_en: Terms of each district’s measures on grants (programme_terms: shares of the instalments)
-- waivable: 要求是各区自己的办法定的
-- scope: 决定资助的项目的每一期拨款
-- scope_en: each instalment of funded projects
-- explanation: 这一期拨款不是资助金额的规定比例。
-- explanation_en: This instalment is not the set share of the award.
-- innocent: 办法写的是“原则上”；协议另有约定；分币进位。
-- innocent_en: The measures say “as a rule”; the agreement says otherwise; rounding.
select
  i.district,
  'grant_payments' as table_name,
  json_object('grant_id', i.grant_id, 'instalment', i.instalment) as key,
  i.org_id,
  cast(i.round as text) as period,
  case
    when i.decision <> '资助' then '没有决定资助'
    when t.value is null then '本区这个计划没有规定这一期的比例'
    when i.status = '已终止' and i.paid_on is null then '项目已终止，这一期没有拨'
  end as exempt,
  iif(i.awarded is null, '没有填写资助金额', null) as unknown,
  abs(round((i.amount - i.awarded * t.value / 100) * 100)) > round(cast(coalesce(nullif(:slack, ''), 1) as real) * 100) as broken,
  printf('第 %d 期 %.2f 元，规定为资助金额 %.2f 元的 %g%%', i.instalment, i.amount, i.awarded, t.value) as detail,
  t.basis,
  i.sample
from grant_instalments i
left join grant_terms t on t.district = i.district and t.grant_id = i.grant_id and t.term = '第' || i.instalment || '期拨款比例'
