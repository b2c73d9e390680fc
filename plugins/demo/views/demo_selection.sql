-- title: 每个申报的项目：申报、实施、三个角度的得分、评定等级和奖励
-- title_en: Each project applied for: its course, its three scores, its grade and award
-- download: yes
-- note: The grade is that of the honours of the body for the year; the award is the grant that continues the project.
-- columns: street = 街道（镇） / Street or town; grant_id = 项目 / Project; round = 年份 / Year; asked = 申请（元） / Asked;
--   awarded = 资助（元） / Awarded;
--   novelty = 创新程度（分） / Novelty; conduct = 实施情况（分） / Conduct; effect = 社会效果（分） / Effect;
--   total = 总分（分） / Total; grade = 评定等级 / Grade; prize = 奖励（元） / Award
with scored as (
  select district, grant_id, sample,
    max(score) filter (where indicator = '创新程度') as novelty,
    max(score) filter (where indicator = '实施情况') as conduct,
    max(score) filter (where indicator = '社会效果') as effect
  from grant_scores
  where stage = '终期评估'
  group by district, grant_id, sample
)
select g.district, g.round, g.grant_id, g.org_id, g.street, g.requested as asked, g.awarded, g.decision, g.status,
  s.novelty, s.conduct, s.effect, s.novelty + s.conduct + s.effect as total, n.result as grade, p.awarded as prize, g.sample
from grants g
left join scored s on s.district = g.district and s.grant_id = g.grant_id and s.sample <= g.sample
left join (
  select district, continues_grant_id, iif(count(awarded) = count(*), sum(awarded), null) as awarded, sample
  from grants
  where programme = '优质项目奖励' and decision = '资助'
  group by district, continues_grant_id, sample
) p on p.district = g.district and p.continues_grant_id = g.grant_id and p.sample <= g.sample
left join (
  select i.district, i.org_id, i.project, group_concat(distinct i.result) as result, m.round, m.programme, m.sample
  from notice_items i
  join notices m on m.district = i.district and m.notice_id = i.notice_id and m.kind = '表彰公示'
  group by i.district, i.org_id, i.project, m.round, m.programme, m.sample
) n on n.district = g.district and n.org_id = g.org_id and n.project = g.project and n.round = g.round and n.programme = g.programme
  and n.sample <= g.sample
where g.district = 'demo' and g.programme = '社区项目申报'
