-- code: GRT-14
-- title: 公益创投每年只征集一次
-- title_en: One call for 公益创投 a year
-- severity: warning
-- effect: publish
-- basis: 《海曙区公益创投项目管理试行办法》第十二条
-- scope: 每个区每年的公益创投征集公告
-- explanation: 同一轮公益创投发布了两份以上征集公告。
-- innocent: 补充或更正的公告；延期公告。
select
  district,
  'notices' as table_name,
  json_object('notice_id', max(notice_id)) as key,
  null as org_id,
  cast(coalesce(round, substr(published_on, 1, 4)) as text) as period,
  iif(count(*) <= cast(coalesce(nullif(:most, ''), 1) as real), '符合', '不符合') as status,
  printf('%d 份征集公告', count(*)) as detail
from notices
where kind = '征集公告' and programme = '公益创投'
group by district, coalesce(round, substr(published_on, 1, 4))
