-- code: GRT-10
-- title: 预算各行之和等于预算总额
-- title_en: The budget is the sum of its lines
-- severity: error
-- effect: reject
-- within: org_id
-- basis: 预算总额是预算表各行之和（算术关系）
-- basis_en: A budget total is the sum of the lines (arithmetic)
-- scope: 填报了预算表的项目
-- scope_en: projects with a budget filed
-- explanation: 预算表各行金额之和不等于预算总额。
-- explanation_en: The lines of the budget do not add up to the total budget.
-- innocent: 预算调整后没有更新总额。
-- innocent_en: The total was not updated after a change of the budget.
-- never: 不适用 没有填报预算表的项目不在此列
select
  g.district,
  'grants' as table_name,
  json_object('grant_id', g.grant_id) as key,
  g.org_id,
  cast(g.round as text) as period,
  iif(g.budget is null, '没有填写预算总额', null) as unknown,
  abs(round((sum(l.amount) - g.budget) * 100)) > round(cast(coalesce(nullif(:tolerance, ''), 0.01) as real) * 100) as broken,
  printf('预算总额 %.2f，%d 行之和 %.2f', g.budget, count(*), sum(l.amount)) as detail,
  g.sample
from grants g
join grant_budget l on l.district = g.district and l.grant_id = g.grant_id and l.sample <= g.sample
group by g.district, g.grant_id
