select json_array('duty', o.district, obligation, o.org_id, key, period) as id,
  case status when '未到期' then date(o.due_on, :ahead) when '逾期未报' then k.known_on else done_on end as updated,
  min(date(o.due_on, :ahead), coalesce(done_on, o.due_on)) as published,
  iif(status = '未到期', o.due_on || ' 到期', status) || '：' || d.title || coalesce('（' || period || '）', '') as title,
  null as author, '应当公开的' as category, json_array('organisations', o.org_id) as page, 'duties' as anchor, o.sample,
  d.due || '。依据：' || o.basis || iif(estimated, '（日期为估算）', '') as summary
from duty_cases as o
join duties as d using (obligation)
left join overdue_known as k on k.district = o.district and k.due_on = o.due_on and k.counted_to = o.counted_to and k.sample = o.sample
where o.org_id = :org_id and o.party = '社会组织' and status in ('按时', '逾期报送', '逾期未报', '未到期')
  and updated <= :today
order by updated desc, obligation, period, key
limit :most
