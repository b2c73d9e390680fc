-- code: GOV-04
-- title: 评审人数符合规定
-- title_en: The jury is as large as its programme sets
-- severity: warning
-- effect: publish
-- basis: 各区资助办法的条款（programme_terms：评委人数下限、评委人数上限、评委人数为单数）
-- basis_en: Terms of each district’s measures on grants (programme_terms: smallest jury, largest jury, odd number of
--   jurors)
-- waivable: 要求是各区自己的办法定的
-- scope: 决定资助的项目
-- scope_en: funded projects
-- explanation: 评审人数少于下限、多于上限，或者应为单数而是双数。
-- explanation_en: Fewer or more reviewers than is set, or an even number where it must be odd.
-- innocent: 有评审员回避，实际打分人数变为双数。
-- innocent_en: A reviewer stood aside, so that an even number gave scores.
with asked as (
  select district, grant_id, max(iif(term = '评委人数下限', value, null)) as least, max(iif(term = '评委人数上限', value, null)) as most,
    max(iif(term = '评委人数为单数', value, 0)) as odd, min(at_review) as at_review,
    replace(group_concat(distinct basis), ',', '；') as basis
  from grant_terms
  where term in ('评委人数下限', '评委人数上限', '评委人数为单数')
  group by district, grant_id
)
select
  g.district,
  'grants' as table_name,
  json_object('grant_id', g.grant_id) as key,
  b.org_id,
  cast(g.round as text) as period,
  case when g.decision <> '资助' then '没有决定资助' when a.basis is null then '本区这个计划没有规定评审人数' end as exempt,
  case
    when not a.at_review then '评审的时候，这一条还没有施行，或者没有填写评审日期'
    when g.jury_size is null then '没有填写评审人数'
  end as unknown,
  iif(
    a.at_review, coalesce(g.jury_size < a.least, 0) or coalesce(g.jury_size > a.most, 0) or a.odd and g.jury_size % 2 = 0, null
  ) as broken,
  printf('评审 %d 人；规定', g.jury_size) || coalesce(' ' || cast(a.least as integer) || ' 人以上', '')
    || coalesce(' ' || cast(a.most as integer) || ' 人以下', '') || iif(a.odd, ' 单数', '') as detail,
  a.basis,
  g.sample
from grants g
join grant_bodies b on b.district = g.district and b.grant_id = g.grant_id
left join asked a on a.district = g.district and a.grant_id = g.grant_id
