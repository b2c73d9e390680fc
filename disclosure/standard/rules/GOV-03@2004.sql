-- code: GOV-03
-- title: 领取报酬的理事不超过三分之一
-- title_en: At most a third of directors are paid
-- severity: warning
-- effect: publish
-- basis: 《基金会管理条例》第二十条
-- scope: 每个登记的组织
-- explanation: 公布的现任理事中，领取报酬的超过三分之一。
-- innocent: 只公布了部分理事。
select
  o.district,
  'organisations' as table_name,
  json_object('org_id', o.org_id) as key,
  o.org_id,
  null as period,
  case
    when not o.type = '基金会' or o.status <> '正常' then '不适用'
    when coalesce(b.known, 0) = 0 then '无法判断'
    when b.paid * 3 <= b.members then '符合'
    else '不符合'
  end as status,
  case when not o.type = '基金会' or o.status <> '正常' then '不是正常的基金会' when coalesce(b.known, 0) = 0 then '没有公布是否领取报酬' else printf('%d 名理事中 %d 名领取报酬', b.members, b.paid) end as detail
from organisations o
left join (
  select district, org_id, count(distinct name) as members, count(distinct iif(paid = 1, name, null)) as paid, count(distinct iif(paid is not null, name, null)) as known
  from people
  where (body = '理事会' or post in ('理事长', '副理事长', '常务理事', '理事')) and coalesce(term_end, '9999-12-31') >= coalesce(nullif(:today, ''), (select today from build))
  group by district, org_id
) b on b.district = o.district and b.org_id = o.org_id
