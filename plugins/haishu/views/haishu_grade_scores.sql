-- title: 社区社会组织评估四个方面的得分
-- title_en: Marks in the four areas of the grading of community bodies
-- columns: section = 方面 / Area; score = 得分（分） / Marks; full_score = 满分（分） / Full marks; share = 得分率（%） / Share
-- filed: section
select s.district, s.org_id, s.announced_on, coalesce(s.section, s.indicator) as section, sum(s.score) as score,
  sum(s.full_score) as full_score, round(sum(s.score) * 100.0 / nullif(sum(s.full_score), 0), 1) as share, max(s.sample, g.sample) as sample
from evaluation_scores s
join haishu_grades g on g.district = s.district and g.org_id = s.org_id and g.announced_on = s.announced_on
group by s.district, s.org_id, s.announced_on, coalesce(s.section, s.indicator), max(s.sample, g.sample)
