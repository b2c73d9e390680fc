-- title: 示例区每年评出的优质项目得了多少分？
-- title_en: How did the projects selected each year in the demo district score?
-- description: 三个角度各得多少分，合计多少，得了什么奖。
-- description_en: The marks from three angles, their total and the prize.
-- group: grants
-- parameters: round = 年份（年份） / Year
-- columns: novelty = 新颖（分） / Novelty; conduct = 实施（分） / Conduct; effect = 成效（分） / Effect; total = 合计（分） / Total;
--   project = 项目 / Project; permalink = 页面 / Page
select s.round, s.grant_id, g.project, '/grants/' || s.district || '/' || s.grant_id || '/' as permalink, s.org_id, o.name as organisation,
  '/organisations/' || s.org_id || '/' as organisation_permalink, s.novelty, s.conduct, s.effect, s.total, s.grade, s.prize, s.sample
from demo_selection s
join grants g on g.district = s.district and g.grant_id = s.grant_id
left join organisations o on o.org_id = s.org_id
where s.total is not null and (coalesce(:round, '') = '' or s.round = cast(:round as integer))
order by s.sample, s.round, s.total desc
