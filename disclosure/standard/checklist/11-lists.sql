-- code: lists
-- title: 不在活动异常名录和严重违法失信名单上吗？
-- title_en: Is it off the lists of abnormal activity and serious breach?
-- why: 列入名单期间，会失去优先和税前扣除资格（《社会组织信用信息管理办法》）。
with standing as (
  select e.*, row_number() over (partition by e.district, e.org_id order by e.listed_on desc) as nth
  from credit_events e
  where e.kind in ('活动异常名录', '严重违法失信名单') and e.removed_on is null
    and coalesce(e.publish_until, '9999-12-31') >= (select today from build)
),
kept as (
  select distinct district, sample from credit_events
)
select o.district, o.org_id,
  case when e.event_id is not null then '否' when k.district is not null then '是' else '未知' end as answer,
  case
    when e.event_id is not null then e.listed_on || ' ' || e.kind || coalesce('：' || e.ground, '')
    when k.district is not null then '没有在名单上'
    else '本区还没有公布信用信息'
  end as evidence,
  'credit_events' as table_name, iif(e.event_id is null, null, json_object('event_id', e.event_id)) as key,
  e.publish_until as valid_until, o.sample
from organisations o
left join standing e on e.district = o.district and e.org_id = o.org_id and e.nth = 1
left join kept k on k.district = o.district and k.sample = o.sample
