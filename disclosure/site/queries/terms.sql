select t.*, coalesce(t.unit = '是', 0) as simply, p.title as policy, nullif(f.until_on, '9999-12-31') as ends,
  f.term is null as draft, c.description as meaning
from programme_terms t
join policies p on p.district = t.district and p.policy_id = t.policy_id
left join terms_in_force f on f.district = t.district and f.programme = t.programme and f.term = t.term and f.from_on = t.from_on
left join codelists c on c.codelist = 'term' and c.term = t.term
order by count(*) over (partition by t.programme) desc, t.programme, c.rowid is null, c.rowid, t.term, t.district, t.sample, t.from_on desc
