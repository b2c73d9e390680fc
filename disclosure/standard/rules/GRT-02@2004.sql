-- code: GRT-02
-- title: 拨款合计不超过资助金额
-- title_en: Payments stay within the award
-- severity: error
-- effect: reject
-- basis: 《海曙区公益创投项目管理试行办法》第二十条
-- scope: 每个项目
-- explanation: 约定或已拨的款项合计，超过了资助金额。
-- innocent: 追加资助后没有更新资助金额。
select
  g.district,
  'grants' as table_name,
  json_object('grant_id', g.grant_id) as key,
  g.org_id,
  cast(g.round as text) as period,
  case
    when g.awarded is null or p.agreed is null then '不适用'
    when round((p.agreed - g.awarded) * 100) <= round(cast(coalesce(nullif(:tolerance, ''), 0.01) as real) * 100) then '符合'
    else '不符合'
  end as status,
  iif(g.awarded is null or p.agreed is null, '没有资助金额或拨款', printf('拨款合计 %.2f，资助金额 %.2f', p.agreed, g.awarded)) as detail
from grants g
left join (
  select district, grant_id, sum(amount) as agreed, sum(iif(paid_on is not null, amount, 0)) as paid, count(*) as many,
    max(iif(instalment = 1, amount, null)) as first, max(iif(instalment = 2, amount, null)) as second, max(iif(instalment = 3, amount, null)) as third,
    max(iif(instalment = 1, paid_on, null)) as first_on, max(iif(instalment = 2, paid_on, null)) as second_on, max(iif(instalment = 3, paid_on, null)) as third_on
  from grant_payments
  group by district, grant_id
) p on p.district = g.district and p.grant_id = g.grant_id
