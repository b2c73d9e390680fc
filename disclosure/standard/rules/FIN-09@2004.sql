-- code: FIN-09
-- title: 限定性转为非限定性两栏相抵
-- title_en: What is released leaves one column and enters the other
-- severity: error
-- effect: reject
-- within: org_id
-- basis: 《民间非营利组织会计制度》（财会〔2004〕7号）业务活动表
-- basis_en: Accounting System for Private Non-profit Organisations (Caikuai [2004] No. 7), statement of activities
-- scope: 每个组织每个年度业务活动表的一行
-- scope_en: each line of each organisation's yearly statement of activities
-- applies_until: 2025-12-31
-- explanation: 第 40 行（限定性净资产转为非限定性净资产）两栏不相抵，或者合计不是零。
-- explanation_en: In line 40 (restricted net assets becoming unrestricted) the two columns do not cancel out, or the total is not
--   zero.
-- innocent: 录入时抄错一个数，或把万元当成元；请对照盖章的报表。
-- innocent_en: A figure was copied wrongly, or units of 10,000 yuan taken for yuan; please compare with the stamped statement.
-- never: 不适用 没有填报第 40 行的不评
with released as (
  select district, org_id, year, max(amount_column) as amount_column, sample,
    sum(iif(amount_column = '非限定性', amount, null)) as free,
    sum(iif(amount_column = '限定性', amount, null)) as tied,
    sum(iif(amount_column = '合计', amount, null)) as net
  from statement_cells
  where statement = '业务活动表' and line = '40'
  group by district, org_id, year, sample
)
select
  district,
  'finance_lines' as table_name,
  json_object('org_id', org_id, 'year', year, 'statement', '业务活动表', 'line', '40', 'amount_column', amount_column) as key,
  org_id,
  cast(year as text) as period,
  iif(free is null or tied is null, '没有分栏填写', null) as unknown,
  max(abs(coalesce(net, 0)), coalesce(abs(round(free + tied, 2)), 0)) > cast(coalesce(nullif(:tolerance, ''), 0.01) as real) as broken,
  '第 40 行' || iif(free is null, '', printf('，非限定性 %.2f', free)) || iif(tied is null, '', printf('，限定性 %.2f', tied))
    || iif(net is null, '', printf('，合计 %.2f', net)) as detail,
  sample
from released
