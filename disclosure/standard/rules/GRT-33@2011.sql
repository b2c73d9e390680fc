-- code: GRT-33
-- title: 街道、社区的项目先经它备案
-- title_en: A project in one street or community is first filed there
-- severity: warning
-- effect: publish
-- basis: 各区资助办法的条款（programme_terms：街道社区备案）
-- basis_en: Terms of each district’s measures on grants (programme_terms: filing with the street or community)
-- waivable: 要求是各区自己的办法定的
-- scope: 决定资助的项目；实施范围是社区的看社区意见，是街道的看街道意见
-- scope_en: funded projects; for a community the opinion of the community, for a street that of the street
-- explanation: 街道或者社区的意见晚于评审，评审时还没有备案。
-- explanation_en: The opinion of the street or community is later than the review, at which it was not yet recorded.
-- innocent: 备案在先，意见栏后来补签。
-- innocent_en: It was recorded first and the opinion signed later.
with asked as (
  select g.*, b.org_id as body, t.term, t.basis, t.at_review,
    case g.place_scope when '社区' then g.community_opinion_on when '街道' then g.street_opinion_on end as opinion_on
  from grants g
  join grant_bodies b on b.district = g.district and b.grant_id = g.grant_id
  left join grant_terms t on t.district = g.district and t.grant_id = g.grant_id and t.term = '街道社区备案'
)
select
  district,
  'grants' as table_name,
  json_object('grant_id', grant_id) as key,
  body as org_id,
  cast(round as text) as period,
  case
    when decision <> '资助' then '没有决定资助'
    when term is null then '本区这个计划没有规定街道、社区备案'
    when place_scope = '全区' then '面向全区，不用备案'
  end as exempt,
  case
    when not at_review then '评审的时候，这一条还没有施行，或者没有填写评审日期'
    when place_scope is null then '没有填写实施范围'
    when opinion_on is null then '没有填写街道或者社区的意见日期'
    when reviewed_on is null then '没有填写评审日期'
  end as unknown,
  iif(at_review, opinion_on > reviewed_on, null) as broken,
  place_scope || '意见 ' || opinion_on || '，评审 ' || reviewed_on as detail,
  basis,
  sample
from asked
