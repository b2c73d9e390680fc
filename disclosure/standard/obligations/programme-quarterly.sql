-- code: programme-quarterly
-- title: 资助项目季度用款表
-- title_en: Quarterly spending of a grant
-- party: 社会组织
-- basis: 《海曙区公益创投项目管理试行办法》第二十七条（报送日期原文没有写，按季后15日估算，待核实）
-- applies: 公益创投中决定资助、已拨第一期的项目，自拨付的那一季起每季
-- exempt: 
-- due: 每季结束后15日内（估算）
with recursive quarters as (
  select g.district, g.grant_id, g.org_id, g.sample,
    cast(substr(p.paid_on, 1, 4) as integer) * 4 + (cast(substr(p.paid_on, 6, 2) as integer) - 1) / 3 as n,
    cast(substr(coalesce(g.completed_on, g.end_on), 1, 4) as integer) * 4
      + (cast(substr(coalesce(g.completed_on, g.end_on), 6, 2) as integer) - 1) / 3 as last
  from grants g
  join grant_payments p on p.district = g.district and p.grant_id = g.grant_id and p.instalment = 1 and p.paid_on is not null
  where g.programme = '公益创投' and g.decision = '资助'
    and coalesce(g.completed_on, g.end_on) is not null and coalesce(g.status, '') <> '已终止'
  union all
  select district, grant_id, org_id, sample, n + 1, last from quarters where n < last
)
select
  q.district,
  q.org_id,
  json_object('grant_id', q.grant_id, 'year', q.n / 4, 'quarter', q.n % 4 + 1) as key,
  (q.n / 4) || '-Q' || (q.n % 4 + 1) as period,
  date(printf('%04d-%02d-01', (q.n + 1) / 4, (q.n + 1) % 4 * 3 + 1), '+14 days') as due_on,
  s.reported_on as done_on,
  null as exempt,
  iif(s.grant_id is not null and s.reported_on is null, '没有填写报送日期', null) as unknown,
  1 as estimated,
  q.sample
from quarters q
left join grant_spending s on s.district = q.district and s.grant_id = q.grant_id and s.year = q.n / 4 and s.quarter = q.n % 4 + 1
