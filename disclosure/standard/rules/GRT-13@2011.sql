-- code: GRT-13
-- title: 预算行的金额等于单价乘数量
-- title_en: A budget line is its price times its quantity
-- severity: error
-- effect: reject
-- within: org_id
-- basis: 金额是单价与数量之积（算术关系）
-- basis_en: An amount is unit price times quantity (arithmetic)
-- scope: 预算表的每一行
-- scope_en: each line of a budget
-- explanation: 金额不等于单价乘数量。
-- explanation_en: The amount is not the unit price times the quantity.
-- innocent: 数量另有说明（如人次乘天数）时，请写在数量说明里。
-- innocent_en: If the quantity means something else (attendances times days), say so in the note on the quantity.
select
  l.district,
  'grant_budget' as table_name,
  json_object('grant_id', l.grant_id, 'line', l.line) as key,
  g.org_id,
  cast(g.round as text) as period,
  iif(l.quantity_note is not null, '数量另有说明', null) as exempt,
  iif(l.unit_price * l.quantity is null, '没有填写单价或者数量', null) as unknown,
  abs(round((l.unit_price * l.quantity - l.amount) * 100)) > round(cast(coalesce(nullif(:tolerance, ''), 0.01) as real) * 100) as broken,
  printf('单价 %.2f 乘 %.10g，金额 %.2f', l.unit_price, l.quantity, l.amount) as detail,
  l.sample
from grant_budget l
join grants g on g.district = l.district and g.grant_id = l.grant_id
