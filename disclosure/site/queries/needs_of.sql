select n.org_id, n.need, n.because, n.word, n.grant_id, g.status as project_status, g.start_on as project_start,
  coalesce(g.completed_on, g.end_on) as project_end,
  g.status in ('已完成', '已终止') as project_over
from needed n
left join grants g on g.district = n.district and g.grant_id = n.grant_id
where n.org_id in (select value from json_each(:codes))
order by n.org_id, n.need
