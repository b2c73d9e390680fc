select g.district, g.programme, g.round, g.sample, s.stage, min(s.position) as position,
  sum(s.state = '已完成') as done, sum(s.state = '晚于约定') as late, sum(s.state = '逾期') as overdue,
  sum(s.state in ('未到期', '进行中', '未到条件')) as coming, sum(s.state = '没有填报') as silent, sum(s.state = '不适用') as beyond
from grant_stages s
join grants g on g.district = s.district and g.grant_id = s.grant_id and g.sample = s.sample
group by g.district, g.programme, g.round, g.sample, s.stage
order by g.sample, g.district, g.programme, g.round, position
