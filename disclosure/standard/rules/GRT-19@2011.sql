-- code: GRT-19
-- title: 终期评估在中期评估之后
-- title_en: The final assessment follows the mid-term one
-- severity: warning
-- effect: publish
-- basis: 各区资助办法的条款（programme_terms：中期评估、终期评估）
-- basis_en: Terms of each district’s measures on grants (programme_terms: mid-term assessment, final assessment)
-- waivable: 要求是各区自己的办法定的
-- scope: 每次终期评估
-- scope_en: each final assessment
-- explanation: 终期评估不晚于中期评估；或者项目过了作中期评估的日子还没有完成，本区声明评估已经报全，终期评估以前没有中期评估。
-- explanation_en: The final assessment is not later than the mid-term one; or the project ran beyond the day of its mid-term
--   assessment, the district declares that all assessments are filed, and there was none before the final one.
-- innocent: 两次评估合并进行。
-- innocent_en: The two assessments were held as one.
with ordered as (
  select a.*, b.org_id, m.assessed_on as middle_on, d.term as middle, f.term as final, d.basis,
    max(k.until_on) as until_on,
    case
      when m.assessed_on is not null then a.assessed_on <= m.assessed_on
      when max(k.until_on) >= a.assessed_on and min(a.assessed_on, coalesce(g.completed_on, '9999')) > d.on_date then 1
    end as broken
  from grant_assessments a
  join grants g on g.district = a.district and g.grant_id = a.grant_id
  join grant_bodies b on b.district = a.district and b.grant_id = a.grant_id
  left join grant_assessments m on m.district = a.district and m.grant_id = a.grant_id and m.stage = '中期评估' and m.sample <= a.sample
  left join grant_days d on d.district = a.district and d.grant_id = a.grant_id and d.term = '中期评估'
  left join grant_terms f on f.district = a.district and f.grant_id = a.grant_id and f.term = '终期评估'
  left join grant_cover k on k.district = a.district and k.grant_id = a.grant_id and k.table_name = 'grant_assessments'
    and k.sample = a.sample and k.from_on <= d.earliest
  where a.stage = '终期评估'
  group by a.district, a.grant_id
)
select
  district,
  'grant_assessments' as table_name,
  json_object('grant_id', grant_id, 'stage', stage) as key,
  org_id,
  assessed_on as period,
  iif(min(middle, final) is null, '本区这个计划没有规定中期和终期两次评估', null) as exempt,
  iif(broken is null, '没有填报中期评估，也许只是没有报，或者不用作', null) as unknown,
  broken,
  '中期 ' || coalesce(middle_on, '没有（评估报全到 ' || until_on || '）') || '，终期 ' || assessed_on as detail,
  basis,
  sample
from ordered
