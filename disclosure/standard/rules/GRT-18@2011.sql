-- code: GRT-18
-- title: 满意度调查达到规定
-- title_en: As many are asked, and as many satisfied, as the programme sets
-- severity: info
-- effect: publish
-- basis: 各区资助办法的条款（programme_terms：满意度询问人数、满意率）
-- basis_en: Terms of each district’s measures on grants (programme_terms: people asked, share of the satisfied)
-- waivable: 要求是各区自己的办法定的
-- scope: 每次终期评估，和填报了满意度的其他评估
-- scope_en: each final assessment, and others that state satisfaction
-- explanation: 询问的服务对象，或者其中满意的比例，比规定的少。
-- explanation_en: Fewer people served were asked, or a smaller share was satisfied, than is set.
-- innocent: 服务对象不便接受询问；满意度不足只影响得分，不等于评估不通过。
-- innocent_en: The people served could not well be asked; low satisfaction only affects the score and is no failure.
select
  a.district,
  'grant_assessments' as table_name,
  json_object('grant_id', a.grant_id, 'stage', a.stage) as key,
  b.org_id,
  a.assessed_on as period,
  iif(coalesce(n.value, r.value) is null, '本区这个计划没有规定满意度', null) as exempt,
  n.value is not null and a.people_asked < n.value
    or r.value is not null and a.people_satisfied * 100 < a.people_asked * r.value as broken,
  '询问 ' || a.people_asked || ' 人' || iif(n.value is null, '', printf('（规定 %g 人）', n.value))
    || '，满意 ' || coalesce(a.people_satisfied || ' 人', '没有填写') || iif(r.value is null, '', printf('（规定 %g%%）', r.value)) as detail,
  coalesce(n.basis || iif(r.basis <> n.basis, '；' || r.basis, ''), n.basis, r.basis) as basis,
  a.sample
from grant_assessments a
join grant_bodies b on b.district = a.district and b.grant_id = a.grant_id
left join grant_terms n on n.district = a.district and n.grant_id = a.grant_id and n.term = '满意度询问人数'
left join grant_terms r on r.district = a.district and r.grant_id = a.grant_id and r.term = '满意率'
where a.stage = '终期评估' or coalesce(a.people_asked, a.people_satisfied) is not null
