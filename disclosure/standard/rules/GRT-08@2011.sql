-- code: GRT-08
-- title: 各期拨款的先后和条件
-- title_en: Each payment follows its condition
-- severity: warning
-- effect: publish
-- basis: 各区资助办法的条款（programme_terms：首期拨款期限、第2期最早、第N期条件）
-- basis_en: Terms of each district’s measures on grants (programme_terms: time limit of the first payment, earliest
--   second instalment, conditions of later instalments)
-- waivable: 要求是各区自己的办法定的
-- scope: 决定资助的项目已拨的每一期
-- scope_en: each instalment paid to funded projects
-- explanation: 第一期应在签约后的期限内拨付；以后各期应在前一期之后，满规定的月数，并且所要求的评估已经通过。实际拨付的日期不是这样。
-- explanation_en: The first instalment is due within a time from the agreement; later ones follow the one before after the set
--   months, and once the required assessment is passed. The actual date of payment is another.
-- innocent: 评估结果的提交晚于拨款；协议另有约定；办法对起算的日子有不同说法的，按前一期拨付之日算。
-- innocent_en: The assessment was filed after the payment; the agreement says otherwise; where the measures differ on the first
--   day, it is counted from the payment before.
select
  district,
  'grant_payments' as table_name,
  json_object('grant_id', grant_id, 'instalment', instalment) as key,
  org_id,
  cast(round as text) as period,
  case when decision <> '资助' then '没有决定资助' when basis is null then '本区这个计划没有规定这一期什么时候拨' end as exempt,
  case
    when instalment = 1 and agreement_on is null then '没有填写协议日期'
    when late_unbound then '签协议的时候，这一条还没有施行'
    when instalment > 1 and earlier is null then '没有填报前一期的拨付'
    when result is not null and met is null then '填报为条件已经满足，评估的结果不是通过，整改以后怎样没有填报'
    when needs is not null and met is null then '没有填报所要求的评估，也没有人声明评估已经报全'
  end as unknown,
  early or coalesce(paid_on > not_after, 0) or coalesce(met = 0, 0) as broken,
  printf('第 %d 期 %s 拨付', instalment, paid_on) || coalesce('，不早于 ' || not_before, '') || coalesce('，不晚于 ' || not_after, '')
    || iif(earlier is not null and earlier_on is null, '，前一期还没有拨', '')
    || coalesce('，' || needs || coalesce(' ' || needed_on || ' 通过', result, '没有填报')
      || iif(condition_met = 0, '，填报为条件没有满足', ''), '') as detail,
  basis,
  sample
from grant_instalments
where paid_on is not null
