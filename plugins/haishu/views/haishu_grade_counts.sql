-- title: 今天各个等级有多少社区社会组织
-- title_en: How many community bodies hold each grade today
-- columns: grade = 评估等级 / Grade; bodies = 有效的（家） / Valid; lapsed = 已过期（家） / Lapsed; withdrawn = 已取消（家） / Withdrawn;
--   priority = 可以优先 / May be preferred
select district, grade, sum(state = '有效') as bodies, sum(state = '已过期') as lapsed, sum(state = '已取消') as withdrawn,
  iif(grade in ('5A', '4A', '3A'), '可以优先接受职能转移、获得购买服务', '没有') as priority, -cast(substr(grade, 1, 1) as integer) as position,
  sample
from haishu_grades
where grade <> '不予评级'
group by district, grade, sample
