-- code: haishu-street
-- title: 每个街道申报两至三个福彩项目
-- title_en: Each street applies for two or three lottery-funded projects
-- severity: info
-- effect: publish
-- basis: 海民〔2009〕80号四（一）
-- basis_en: Haimin [2009] No. 80, 4(1)
-- scope: 2009年11月至2010年11月那一次福彩公益金资助，每个街道；少于两个的，本区声明这一轮的项目已经报全才判断
-- scope_en: the lottery welfare funding of November 2009 to November 2010, each street; fewer than two are judged only if the
--   district declares that all projects of the round are filed
-- applies_from: 2009-11-03
-- applies_until: 2010-12-31
-- explanation: 通知要求每个街道申报两至三个项目；这一轮申报的多了或少了。
-- explanation_en: The circular asks each street for two or three projects; in this round there were more or fewer.
-- innocent: 街道没有合适的项目，或者经民政局同意多报。
-- innocent_en: The street had no fitting project, or the bureau agreed to more.
-- never: 不适用 只数福彩公益金资助的项目
with applied as (
  select g.district, g.round, g.street, g.sample, min(g.grant_id) as grant_id, count(*) as many,
    (select count(*) from grants u where u.district = g.district and u.programme = g.programme and u.round = g.round and u.street is null
      and u.sample <= g.sample) as unplaced,
    cast(coalesce(nullif(:least, ''), 2) as integer) as least, cast(coalesce(nullif(:most, ''), 3) as integer) as most
  from grants g
  where g.programme = '福彩公益金资助' and g.round = 2009 and g.street is not null
  group by g.district, g.round, g.street, g.sample
),
judged as (
  select a.*,
    case
      when many > most then 1
      when many + unplaced > most or many < least and (unplaced > 0 or k.until_on is null) then null
      else many < least
    end as broken
  from applied a
  left join covered k on k.district = a.district and k.table_name = 'grants' and k.org_type = '' and k.sample = a.sample
    and k.from_on <= a.round || '-01-01' and k.until_on >= a.round || '-12-31'
)
select
  district,
  'grants' as table_name,
  json_object('grant_id', grant_id) as key,
  null as org_id,
  cast(round as text) as period,
  iif(broken is null, '没有人声明这一轮的项目已经报全，或者有项目没有写明街道', null) as unknown,
  broken,
  printf('%s：%d 个', street, many) as detail,
  sample
from judged
