-- What a few organisations are, side by side: :codes is a JSON array of their codes, in whose order they come; {listed} is bodies_listed,
-- or what was kept of it.
select l.district, l.org_id, l.name, l.type, l.status, l.lists, l.registered_on, l.street, l.sample,
  a.period_start as audit_from, a.period_end as audit_until, a.whole_year, a.opinion,
  coalesce(d.missing, 0) as missing, coalesce(d.unsure, 0) as unsure, coalesce(d.published, 0) as published,
  coalesce(d.judged, 0) as judged,
  (select max(f.year) from finances f where f.district = l.district and f.org_id = l.org_id) as latest
from json_each(:codes) c
join {listed} l on l.org_id = c.value
left join audit_opinions a on a.district = l.district and a.org_id = l.org_id and a.audit_id = (
  select n.audit_id from audit_opinions n
  where n.district = l.district and n.org_id = l.org_id and n.sample <= l.sample and n.kind = '年度审计'
  order by n.period_end desc, n.report_date desc, n.audit_id limit 1
)
left join (
  select o.district, o.org_id, sum(o.status = '逾期未报') as missing, sum(o.status = '无法判断' and not o.published) as unsure,
    sum(o.published) as published, sum(o.status <> '无法判断') as judged
  from json_each(:codes) b
  join organisations x on x.org_id = b.value
  join duty_cases o on o.district = x.district and o.org_id = x.org_id and o.party = '社会组织'
  group by o.district, o.org_id
) d on d.district = l.district and d.org_id = l.org_id
order by c.key
