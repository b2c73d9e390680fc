-- title: 公益创投的每个项目到了哪一步
-- title_en: How far each venture-grant project has come
-- download: yes
-- columns: done = 做完的阶段（个） / Stages done; late = 晚了或者逾期（个） / Late or overdue; next_stage = 下一步 / Next;
--   next_due = 下一步的日子 / Due on
with stages as (
  select s.*, g.round
  from grant_stages s
  join grants g on g.district = s.district and g.grant_id = s.grant_id
  where s.district = 'zhenhai' and g.programme = '公益创投' and g.decision = '资助'
),
ahead as (
  select *, row_number() over (partition by grant_id order by position) as nth
  from stages
  where state in ('未到期', '未到条件', '逾期', '进行中')
)
select s.district, s.grant_id, s.round, sum(s.state in ('已完成', '晚于约定')) as done, sum(s.state in ('晚于约定', '逾期')) as late,
  a.stage as next_stage, a.due_on as next_due, s.sample
from stages s
left join ahead a on a.grant_id = s.grant_id and a.nth = 1
group by s.district, s.grant_id
