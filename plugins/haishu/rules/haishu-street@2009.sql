-- code: haishu-street
-- title: 每个街道申报两至三个福彩项目
-- title_en: Each street applies for two or three lottery-funded projects
-- severity: info
-- effect: publish
-- basis: 海民〔2009〕80号四（一）
-- scope: 福彩公益金资助，每个街道每一轮
-- applies_from: 2009-11-03
-- explanation: 通知要求每个街道申报两至三个项目；这一轮申报的多了或少了。
-- innocent: 街道没有合适的项目，或者经民政局同意多报。
select
  district,
  'grants' as table_name,
  json_object('grant_id', min(grant_id)) as key,
  null as org_id,
  cast(round as text) as period,
  iif(count(*) between cast(coalesce(nullif(:least, ''), 2) as integer) and cast(coalesce(nullif(:most, ''), 3) as integer), '符合', '不符合') as status,
  printf('%s：%d 个', street, count(*)) as detail
from grants
where programme = '福彩公益金资助' and street is not null
group by district, round, street
