-- code: LST-01
-- title: 列入活动异常名录满两年的转入严重失信名单
-- title_en: Two years on the abnormal list lead to the serious list
-- severity: warning
-- effect: publish
-- basis: 《社会组织信用信息管理办法》（民政部令第60号）第十一至十六条（条文待核实）
-- scope: 每条信用记录
-- explanation: 列入活动异常名录已满两年，没有移出，也没有转入严重违法失信名单。
-- innocent: 移出的决定还没有提交。
select
  district,
  'credit_events' as table_name,
  json_object('event_id', event_id) as key,
  org_id,
  listed_on as period,
  case
    when kind <> '活动异常名录' then '不适用'
    when removed_on is not null or exists (select 1 from credit_events n where n.district = credit_events.district and n.org_id = credit_events.org_id and n.kind = '严重违法失信名单' and n.listed_on >= credit_events.listed_on) then '符合'
    when date(listed_on, '+2 years') >= coalesce(nullif(:today, ''), (select today from build)) then '符合'
    else '不符合'
  end as status,
  iif(kind <> '活动异常名录', '不是活动异常名录', listed_on || ' 列入' || coalesce('，' || removed_on || ' 移出', '，没有移出')) as detail
from credit_events
