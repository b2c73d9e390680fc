-- code: GRT-17
-- title: 实施地点在本区
-- title_en: The project is carried out in the district
-- severity: warning
-- effect: publish
-- basis: 各区资助办法的条款（programme_terms：实施地点）
-- basis_en: Terms of each district’s measures on grants (programme_terms: place of the project)
-- waivable: 要求是各区自己的办法定的
-- scope: 决定资助的项目；本区的街道、镇和社区以填报的区域表为准
-- scope_en: funded projects; the district's streets, towns and communities are those of its table of areas
-- explanation: 写明的实施街道不在本区的街道名单里，或者本区是一个区县，而实施地点写的是别的区县或者它的街道、镇。
-- explanation_en: The street of the project is not on the district's list, or the place named is another district or a street of
--   another.
-- innocent: 街道改名或合并，名单还没有更新；项目同时在本区和别处实施。
-- innocent_en: The street was renamed or merged and the list is not updated; the project runs here and elsewhere.
with places as (
  select g.*, t.term, t.text, t.basis, rtrim(d.title, '区县市') as own,
    iif(instr(d.region_codes || ' ', '00 '), null, replace(replace(replace(g.place, d.title, ' '), '街道', '镇'), '乡', '镇')) as written,
    max(a.level in ('街道', '镇', '乡')) as listed,
    max(instr(a.name, replace(g.street, ' ', '')) or instr(replace(g.street, ' ', ''), a.name)) as street_in,
    max(instr(g.place, a.name) > 0) as named
  from grants g
  left join grant_terms t on t.district = g.district and t.grant_id = g.grant_id and t.term = '实施地点'
  left join districts d on d.district = g.district
  left join areas a on a.district = g.district and a.sample <= g.sample
  group by g.district, g.grant_id
),
found as (
  select *, named or instr(place, own) > 0 or place glob '[全本]区*' as inside,
    exists (select 1 from places_elsewhere where places.written glob form and (listed or not of_list)) as outside
  from places
),
judged as (
  select *,
    case
      when text is not '本区' then null
      when listed and not street_in then iif(inside, null, 1)
      when outside then iif(inside or street_in, null, 1)
      when inside or street_in then 0
    end as broken
  from found
)
select
  j.district,
  'grants' as table_name,
  json_object('grant_id', j.grant_id) as key,
  b.org_id,
  cast(j.round as text) as period,
  case when j.decision <> '资助' then '没有决定资助' when j.term is null then '本区这个计划没有规定实施地点' end as exempt,
  iif(j.broken is null, '从写明的地点看不出在不在本区', null) as unknown,
  j.broken,
  '地点：' || coalesce(j.place, '没有填写') || '；街道：' || coalesce(j.street, '没有填写') as detail,
  j.basis,
  j.sample
from judged j
join grant_bodies b on b.district = j.district and b.grant_id = j.grant_id
