-- title: 公益创投的中期和终期评估
-- title_en: The mid-term and final assessments of the venture programme
-- columns: rate = 满意率（%） / Satisfied; ability = 能力（分） / Ability, of 15; management = 管理（分） / Management, of 15;
--   process = 过程（分） / Process, of 50; worth = 价值（分） / Worth, of 20
select a.district, a.grant_id, a.stage, a.assessed_on, a.result, a.score,
  sum(iif(l.section = '能力评估', l.score, null)) as ability, sum(iif(l.section = '管理评估', l.score, null)) as management,
  sum(iif(l.section = '过程评估', l.score, null)) as process, sum(iif(l.section = '价值评估', l.score, null)) as worth,
  a.people_asked, a.people_satisfied, round(100.0 * a.people_satisfied / a.people_asked, 1) as rate,
  row_number() over (order by a.assessed_on desc, a.grant_id) as position, a.sample
from grant_assessments a
join grants g on g.district = a.district and g.grant_id = a.grant_id and g.programme = '公益创投'
left join grant_scores l on l.district = a.district and l.grant_id = a.grant_id and l.stage = a.stage and l.sample <= a.sample
where a.district = 'haishu' and a.stage in ('中期评估', '终期评估')
group by a.district, a.grant_id, a.stage
