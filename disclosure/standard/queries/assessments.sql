-- title: 资助项目的评估通过了吗，服务对象满意吗？
-- title_en: Did funded projects pass their assessments, and were the people served satisfied?
-- description: 一次评估一行，没有通过的在前。满意率是满意人数除以询问人数；没有评估的项目不在这里，也不等于没有做。
-- description_en: A row per assessment, those not passed first. A project without one is not shown, which does not mean that it had none.
-- group: grants
-- parameters: district = 区（区） / District; stage = 阶段（assessment_stage） / Stage; result = 结果（assessment_result） / Result
-- columns: satisfied = 满意率（%） / Satisfied; stage = 阶段 / Stage; result = 结果 / Result; score = 得分（分） / Score
select a.district, a.grant_id, g.project, g.org_id, coalesce(o.name, g.org_name) as organisation,
  '/organisations/' || o.org_id || '/' as organisation_permalink, a.stage, a.assessed_on, a.assessor, a.third_party, a.result, a.score,
  a.people_asked, a.people_satisfied, round(100.0 * a.people_satisfied / nullif(a.people_asked, 0), 1) as satisfied,
  '/grants/' || a.district || '/' || a.grant_id || '/' as permalink, a.sample
from grant_assessments a
join grants g on g.district = a.district and g.grant_id = a.grant_id
left join organisations o on o.org_id = g.org_id
where coalesce(:district, '') in ('', a.district) and coalesce(:stage, '') in ('', a.stage) and coalesce(:result, '') in ('', a.result)
order by a.result = '通过', a.assessed_on desc, a.district, a.grant_id, a.stage
