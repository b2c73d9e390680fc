-- code: penalties
-- title: 近三年没有受过行政处罚吗？
-- title_en: Was it not penalised in the last three years?
-- why: 处罚决定在公示期内公布；过了公示期的，平台不再显示。
with standing as (
  select e.*, row_number() over (partition by e.district, e.org_id order by e.listed_on desc) as nth
  from credit_events e
  where e.kind = '行政处罚' and e.listed_on >= date((select today from build), '-3 years')
    and coalesce(e.publish_until, '9999-12-31') >= (select today from build)
),
kept as (
  select distinct district, sample from credit_events
)
select o.district, o.org_id,
  case when e.event_id is not null then '否' when k.district is not null then '是' else '未知' end as answer,
  case
    when e.event_id is not null then e.listed_on || ' ' || e.kind || coalesce('：' || e.ground, '')
    when k.district is not null then '近三年没有公布处罚'
    else '本区还没有公布信用信息'
  end as evidence,
  'credit_events' as table_name, iif(e.event_id is null, null, json_object('event_id', e.event_id)) as key,
  e.publish_until as valid_until, o.sample
from organisations o
left join standing e on e.district = o.district and e.org_id = o.org_id and e.nth = 1
left join kept k on k.district = o.district and k.sample = o.sample
