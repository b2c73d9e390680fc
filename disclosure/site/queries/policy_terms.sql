select p.district, p.programme, p.term, p.value, p.unit, p.text, p.from_on, nullif(t.until_on, '9999-12-31') as ends, p.policy_id,
  p.section, l.title as policy, coalesce(p.unit = '是', 0) as simply, (select today from build) between t.from_on and t.until_on as in_force,
  t.term is null as draft, p.sample
from programme_terms p
join policies l on l.district = p.district and l.policy_id = p.policy_id
left join terms_in_force t on t.district = p.district and t.programme = p.programme and t.term = p.term and t.from_on = p.from_on
  and t.sample = p.sample
order by p.sample, p.district, p.policy_id, p.rowid
