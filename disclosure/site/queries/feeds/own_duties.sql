select json_array('duty', o.district, obligation, o.org_id, key, period) as id,
  case status when '未到期' then date(due_on, :ahead) when '逾期未报' then date(due_on, '+1 day') else done_on end as updated,
  min(date(due_on, :ahead), coalesce(done_on, due_on)) as published,
  iif(status = '未到期', due_on || ' 到期', status) || '：' || d.title || coalesce('（' || period || '）', '') as title,
  null as author, '应当公开的' as category, json_array('organisations', o.org_id) as page, 'duties' as anchor, o.sample,
  d.due || '。依据：' || o.basis || iif(estimated, '（日期为估算）', '') as summary
from obligations as o join duties as d using (obligation)
where o.org_id = :org_id and o.party = '社会组织' and status in ('按时', '逾期报送', '逾期未报', '未到期')
  and updated <= :today
order by updated desc, obligation, period, key
limit :most
