-- code: GRT-05
-- title: 同一项目不重复资助
-- title_en: The same project is not funded twice
-- severity: warning
-- effect: publish
-- basis: 各区资助办法的条款（programme_terms：不重复资助）
-- basis_en: Terms of each district’s measures on grants (programme_terms: no double funding)
-- waivable: 要求是各区自己的办法定的
-- scope: 决定资助的项目；比较的是已填报的项目，符合是没有发现
-- scope_en: funded projects; compared with those filed, so “met” means none was found
-- explanation: 同一组织名称相近、时间重叠的两个项目都得到资助（完成了的算到完成那天），可能在不同的区或不同的计划里。
-- explanation_en: Two projects of one organisation with like names and overlapping times were both funded (completed ones up to
--   that day), maybe in different districts or programmes.
-- innocent: 同一组织的系列项目名称相近，内容不同；第二年的延续项目。
-- innocent_en: Projects of a series have like names and different content; a project continued in a second year.
with pairs as (
  select s.district, s.grant_id, o.district || '/' || o.grant_id || '（' || o.project || '）' as other,
    g.start_on <= coalesce(o.completed_on, iif(o.status = '已终止', null, o.end_on))
      and o.start_on <= coalesce(g.completed_on, iif(g.status = '已终止', null, g.end_on))
      and iif(b.ambiguous or b.org_id is null and o.district <> g.district, null, 1)
      and coalesce(coalesce(o.decided_on, o.agreement_on) <= coalesce(g.decided_on, g.agreement_on), o.round <= g.round) as together
  from similar_projects s
  join grants g on g.district = s.district and g.grant_id = s.grant_id
  join grant_bodies b on b.district = s.district and b.grant_id = s.grant_id
  join grants o on o.district = s.other_district and o.grant_id = s.other_grant_id and o.sample <= g.sample
)
select
  g.district,
  'grants' as table_name,
  json_object('grant_id', g.grant_id) as key,
  b.org_id,
  cast(g.round as text) as period,
  case when g.decision <> '资助' then '没有决定资助' when t.basis is null then '本区这个计划没有规定不重复资助' end as exempt,
  iif(count(p.other) > count(p.together), '有名称相近的项目，没有填写起止日期，或者不知道是不是同一个组织的', null) as unknown,
  coalesce(max(p.together), 0) as broken,
  coalesce('与 ' || min(iif(p.together, p.other, null)) || '相近', '没有发现') as detail,
  t.basis,
  g.sample
from grants g
join grant_bodies b on b.district = g.district and b.grant_id = g.grant_id
left join grant_terms t on t.district = g.district and t.grant_id = g.grant_id and t.term = '不重复资助'
left join pairs p on p.district = g.district and p.grant_id = g.grant_id
group by g.district, g.grant_id
