-- code: GRT-08
-- title: 各期拨款的先后和条件
-- title_en: Each payment follows its condition
-- severity: warning
-- effect: publish
-- basis: 《海曙区公益创投项目管理试行办法》第二十一至二十三条（第二期起算点原文有三种说法，取满六个月且中期评估通过）
-- scope: 公益创投中决定资助的项目
-- applies_from: 2011-04-18
-- explanation: 第一期应在签约一个月内拨付；第二期应在第一期满六个月、中期评估通过之后；第三期应在终期评估通过之后。实际拨付的日期不是这样。
-- innocent: 评估结果的提交晚于拨款；协议另有约定。
select
  g.district,
  'grants' as table_name,
  json_object('grant_id', g.grant_id) as key,
  g.org_id,
  cast(g.round as text) as period,
  case
    when g.programme <> '公益创投' or g.decision <> '资助' or p.first_on is null then '不适用'
    when g.agreement_on is null then '无法判断'
    when p.first_on > date(g.agreement_on, '+1 month') or p.first_on < g.agreement_on then '不符合'
    when p.second_on is not null and (p.second_on < date(p.first_on, '+6 months') or a.mid is null or p.second_on < a.mid) then '不符合'
    when p.third_on is not null and (p.second_on is null or p.third_on < p.second_on or a.final is null or p.third_on < a.final) then '不符合'
    else '符合'
  end as status,
  case when g.programme <> '公益创投' or g.decision <> '资助' or p.first_on is null then '不是公益创投，或者还没有拨付' when g.agreement_on is null then '没有填写协议日期' else printf('签约 %s，拨付 %s、%s、%s，中期通过 %s，终期通过 %s', g.agreement_on, p.first_on, coalesce(p.second_on, '—'), coalesce(p.third_on, '—'), coalesce(a.mid, '—'), coalesce(a.final, '—')) end as detail
from grants g
left join (
  select district, grant_id, sum(amount) as agreed, sum(iif(paid_on is not null, amount, 0)) as paid, count(*) as many,
    max(iif(instalment = 1, amount, null)) as first, max(iif(instalment = 2, amount, null)) as second, max(iif(instalment = 3, amount, null)) as third,
    max(iif(instalment = 1, paid_on, null)) as first_on, max(iif(instalment = 2, paid_on, null)) as second_on, max(iif(instalment = 3, paid_on, null)) as third_on
  from grant_payments
  group by district, grant_id
) p on p.district = g.district and p.grant_id = g.grant_id
left join (
  select district, grant_id, max(iif(stage = '中期评估' and result = '通过', assessed_on, null)) as mid, max(iif(stage = '终期评估' and result = '通过', assessed_on, null)) as final
  from grant_assessments
  group by district, grant_id
) a on a.district = g.district and a.grant_id = g.grant_id
