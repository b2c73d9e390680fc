with cases as (
  select o.*, d.title, d.due, coalesce(n.name, o.org_id) as name,
    case status when '未到期' then date(o.due_on, :ahead) when '逾期未报' then k.known_on else done_on end as updated
  from duty_cases as o
  join duties as d using (obligation)
  left join overdue_known as k on k.district = o.district and k.due_on = o.due_on and k.counted_to = o.counted_to and k.sample = o.sample
  left join (select org_id, name from organisations) as n using (org_id)
  where o.status in ('未到期', '逾期未报', '逾期报送') and (:district is null or o.district = :district)
)
select json_array('duties', district, obligation, period, due_on, status, sample) as id, max(updated) as updated, max(updated) as published,
  iif(status = '未到期', due_on || ' 到期', status) || '：' || title || coalesce('（' || period || '）', '')
    || iif(count(*) = 1, '，' || coalesce(nullif(party, '社会组织'), name, party), '，' || count(*) || ' 件') as title,
  null as author, '应当公开的' as category, json_array('obligations', district) as page,
  iif(status = '未到期', 'coming', 'late') as anchor, sample,
  due || '。依据：' || basis || iif(max(estimated), '（日期为估算）', '') as summary
from cases
where updated <= :today
group by district, obligation, period, due_on, status, sample
order by updated desc, district, obligation, period, due_on, status
limit :most
