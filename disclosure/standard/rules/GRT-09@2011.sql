-- code: GRT-09
-- title: 季度用款表前后相符
-- title_en: The quarterly spending adds up
-- severity: warning
-- effect: publish
-- basis: 《海曙区公益创投项目管理试行办法》第二十七条（累计到账等于累计已用加结余）
-- scope: 每个项目每个季度的用款表
-- applies_from: 2011-04-18
-- explanation: 到这个季度末，累计到账不等于累计已用加季末结余。
-- innocent: 上报的是本季数而不是累计数时会错位；利息。
select
  s.district,
  'grant_spending' as table_name,
  json_object('grant_id', s.grant_id, 'year', s.year, 'quarter', s.quarter) as key,
  g.org_id,
  cast(s.year as text) as period,
  iif(round(abs(sum(e.received) - sum(e.spent) - s.unspent) * 100) <= round(cast(coalesce(nullif(:tolerance, ''), 0.01) as real) * 100), '符合', '不符合') as status,
  printf('第 %d 季：累计到账 %.2f，累计已用 %.2f，结余 %.2f', s.quarter, sum(e.received), sum(e.spent), s.unspent) as detail
from grant_spending s
join grant_spending e on e.district = s.district and e.grant_id = s.grant_id and e.year * 4 + e.quarter <= s.year * 4 + s.quarter
left join grants g on g.district = s.district and g.grant_id = s.grant_id
group by s.district, s.grant_id, s.year, s.quarter
