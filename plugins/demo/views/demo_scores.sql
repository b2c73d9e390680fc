-- title: 评选：每个项目三个角度的得分、等级和奖励
-- title_en: The selection: each project's three scores, its grade and award
-- columns: grant_id = 项目 / Project; novelty = 创新程度（分） / Novelty; conduct = 实施情况（分） / Conduct;
--   effect = 社会效果（分） / Effect; total = 总分（分） / Total; grade = 评定等级 / Grade; prize = 奖励（元） / Award
select district, round, grant_id, org_id, novelty, conduct, effect, total, coalesce(grade, iif(listed, '没有评上', '没有公布')) as grade, prize,
  -total as position, sample
from (
  select s.*, exists (
      select 1 from notices n
      where n.district = s.district and n.kind = '表彰公示' and n.programme = '社区项目申报' and n.round = s.round and n.sample <= s.sample
    ) as listed
  from demo_selection s
)
where total is not null
