-- title: 终期评估的满意度应得几分
-- title_en: What the satisfaction of those served should score
-- note: Annex 5: ten are asked, nine in ten are to be satisfied, and each ten points below cost one mark. Between two steps both marks
--   are right (least, most): the annex does not say how parts of a step are counted.
-- columns: least = 至少应得（分） / At least; most = 至多应得（分） / At most
with asked as (
  select s.district, s.grant_id, s.stage, s.score, s.full_score, a.people_asked, a.people_satisfied, g.round,
    90.0 - 100.0 * a.people_satisfied / a.people_asked as below, s.sample
  from grant_scores s
  join grants g on g.district = s.district and g.grant_id = s.grant_id and g.programme = '公益创投'
  left join grant_assessments a on a.district = s.district and a.grant_id = s.grant_id and a.stage = s.stage and a.sample <= s.sample
  where s.district = 'haishu' and s.indicator = '服务对象的满意度' and s.stage in ('中期评估', '终期评估')
)
select district, grant_id, stage, score, full_score, people_asked, people_satisfied, round,
  max(0, full_score - max(0, cast(below / 10 as integer) + (below > cast(below / 10 as integer) * 10))) as least,
  max(0, full_score - max(0, cast(below / 10 as integer))) as most,
  sample
from asked
