-- code: GRT-09
-- title: 季度用款表前后相符
-- title_en: The quarterly spending adds up
-- severity: warning
-- effect: publish
-- basis: 累计到账是累计已用与结余之和（算术关系）
-- basis_en: What was received is what was spent and what is left (arithmetic)
-- scope: 每个项目每个季度的用款表
-- scope_en: each quarterly spending report of each project
-- explanation: 到这个季度末，累计到账不等于累计已用加季末结余，差的也不是退回的。
-- explanation_en: By the end of this quarter, what was received so far is not what was spent so far plus the balance, and
--   what is missing was not paid back either.
-- innocent: 上报的是累计数而不是本季数时会错位；利息。
-- innocent_en: Totals so far were reported instead of the quarter's; interest.
-- never: 不适用 每份用款表都要相符
select
  district,
  'grant_spending' as table_name,
  json_object('grant_id', grant_id, 'year', year, 'quarter', quarter) as key,
  org_id,
  cast(year as text) as period,
  case
    when whole is not 1 then '以前有季度没有报，或者不知道从哪个季度报起'
    when missing > slack then '相差不多于填报的退回金额，不知道是哪一天退的'
  end as unknown,
  case
    when whole is not 1 then null
    when missing < -slack or missing > slack + returned then 1
    when missing <= slack then 0
  end as broken,
  printf('到 %d 年第 %d 季末：累计到账 %.2f，累计已用 %.2f，结余 %.2f', year, quarter, received, spent, unspent) as detail,
  sample
from (
  select s.*, round((s.received - s.spent - s.unspent) * 100) as missing, round(coalesce(g.refunded, 0) * 100) as returned,
    round(cast(coalesce(nullif(:tolerance, ''), 0.01) as real) * 100) as slack
  from grant_spent s
  join grants g on g.district = s.district and g.grant_id = s.grant_id
)
