-- code: GRT-07
-- title: 三期拨款按50%、30%、20%
-- title_en: The three payments are 50, 30 and 20 per cent
-- severity: warning
-- effect: publish
-- basis: 《海曙区公益创投项目管理试行办法》第二十条
-- scope: 公益创投中决定资助的项目
-- applies_from: 2011-04-18
-- explanation: 三期拨款不是资助金额的 50%、30%、20%。
-- innocent: 协议另有约定；分币进位。
select
  g.district,
  'grants' as table_name,
  json_object('grant_id', g.grant_id) as key,
  g.org_id,
  cast(g.round as text) as period,
  case
    when g.programme <> '公益创投' or g.decision <> '资助' or g.awarded is null or coalesce(p.many, 0) < 3 then '不适用'
    when abs(p.first - g.awarded * cast(coalesce(nullif(:first, ''), 50) as real) / 100) <= cast(coalesce(nullif(:slack, ''), 1) as real) and abs(p.second - g.awarded * cast(coalesce(nullif(:second, ''), 30) as real) / 100) <= cast(coalesce(nullif(:slack, ''), 1) as real)
      and abs(p.third - g.awarded * cast(coalesce(nullif(:third, ''), 20) as real) / 100) <= cast(coalesce(nullif(:slack, ''), 1) as real) then '符合'
    else '不符合'
  end as status,
  iif(g.programme <> '公益创投' or g.decision <> '资助' or g.awarded is null or coalesce(p.many, 0) < 3, '不是公益创投，或者还没有三期约定', printf('%.2f、%.2f、%.2f，资助金额 %.2f', p.first, p.second, p.third, g.awarded)) as detail
from grants g
left join (
  select district, grant_id, sum(amount) as agreed, sum(iif(paid_on is not null, amount, 0)) as paid, count(*) as many,
    max(iif(instalment = 1, amount, null)) as first, max(iif(instalment = 2, amount, null)) as second, max(iif(instalment = 3, amount, null)) as third,
    max(iif(instalment = 1, paid_on, null)) as first_on, max(iif(instalment = 2, paid_on, null)) as second_on, max(iif(instalment = 3, paid_on, null)) as third_on
  from grant_payments
  group by district, grant_id
) p on p.district = g.district and p.grant_id = g.grant_id
