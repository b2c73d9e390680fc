-- code: GRT-02
-- title: 拨款合计不超过资助金额
-- title_en: Payments stay within the award
-- severity: error
-- effect: reject
-- within: org_id
-- basis: 各期拨款是资助金额的各部分（算术关系）
-- basis_en: Instalments are parts of the award (arithmetic)
-- scope: 填报了拨款的每个项目
-- scope_en: each project with payments filed
-- explanation: 约定或已拨的款项合计，超过了资助金额。
-- explanation_en: The payments agreed or made add up to more than the award.
-- innocent: 追加资助后没有更新资助金额。
-- innocent_en: The award was raised later and not updated.
-- never: 不适用 没有填报拨款的项目不在此列
select
  g.district,
  'grants' as table_name,
  json_object('grant_id', g.grant_id) as key,
  g.org_id,
  cast(g.round as text) as period,
  iif(g.awarded is null, '没有填写资助金额', null) as unknown,
  round((sum(p.amount) - g.awarded) * 100) > round(cast(coalesce(nullif(:tolerance, ''), 0.01) as real) * 100) as broken,
  printf('拨款合计 %.2f 元，资助金额 %.2f 元', sum(p.amount), g.awarded) as detail,
  g.sample
from grants g
join grant_payments p on p.district = g.district and p.grant_id = g.grant_id and p.sample <= g.sample
group by g.district, g.grant_id
