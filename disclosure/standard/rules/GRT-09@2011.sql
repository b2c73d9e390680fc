-- code: GRT-09
-- title: 季度用款表前后相符
-- title_en: The quarterly spending adds up
-- severity: warning
-- effect: publish
-- basis: 累计到账是累计已用与结余之和（算术关系）
-- basis_en: What was received is what was spent and what is left (arithmetic)
-- scope: 每个项目每个季度的用款表
-- scope_en: each quarterly spending report of each project
-- explanation: 到这个季度末，累计到账不等于累计已用加季末结余；或者本季到账比本季已用加季末结余还多。
-- explanation_en: By the end of this quarter, what was received so far is not what was spent so far plus the balance; or more was
--   received in the quarter than was spent in it plus the balance.
-- innocent: 上报的是累计数而不是本季数时会错位；利息。
-- innocent_en: Totals so far were reported instead of the quarter's; interest.
-- never: 不适用 每份用款表都要相符
select
  district,
  'grant_spending' as table_name,
  json_object('grant_id', grant_id, 'year', year, 'quarter', quarter) as key,
  org_id,
  cast(year as text) as period,
  iif(whole is not 1, '以前有季度没有报，或者不知道从哪个季度报起', null) as unknown,
  case
    when round(iif(whole, abs(received - spent - unspent), surplus) * 100)
      > round(cast(coalesce(nullif(:tolerance, ''), 0.01) as real) * 100) then 1
    when whole then 0
  end as broken,
  printf('到 %d 年第 %d 季末：累计到账 %.2f，累计已用 %.2f，结余 %.2f', year, quarter, received, spent, unspent)
    || iif(whole, '', printf('；本季到账比本季已用加结余多 %.2f', surplus)) as detail,
  sample
from grant_spent
