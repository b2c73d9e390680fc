-- code: GRT-13
-- title: 预算行的金额等于单价乘数量
-- title_en: A budget line is its price times its quantity
-- severity: error
-- effect: reject
-- basis: 《海曙区公益创投项目管理试行办法》附：项目预算表
-- scope: 写明单价和数量的预算行
-- explanation: 金额不等于单价乘数量。
-- innocent: 数量另有说明（如人次乘天数）时，请写在数量说明里。
select
  b.district,
  'grant_budget' as table_name,
  json_object('grant_id', b.grant_id, 'line', b.line) as key,
  g.org_id,
  null as period,
  case
    when b.unit_price is null or b.quantity is null or b.quantity_note is not null then '不适用'
    when round(abs(b.unit_price * b.quantity - b.amount) * 100) <= round(cast(coalesce(nullif(:tolerance, ''), 0.01) as real) * 100) then '符合'
    else '不符合'
  end as status,
  iif(b.unit_price is null or b.quantity is null or b.quantity_note is not null, '没有单价或数量，或者另有说明', printf('单价 %.2f 乘 %g，金额 %.2f', b.unit_price, b.quantity, b.amount)) as detail
from grant_budget b
left join grants g on g.district = b.district and g.grant_id = b.grant_id
