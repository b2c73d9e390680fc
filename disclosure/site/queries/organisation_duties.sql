select o.*, d.title, d.title_en
from duty_cases o
left join duties d on d.obligation = o.obligation
where o.district = :district and o.org_id = :org_id and o.party = '社会组织'
order by coalesce(o.due_on, o.period) desc, o.obligation, o.key
