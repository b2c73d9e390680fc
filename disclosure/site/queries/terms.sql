select t.*, coalesce(t.unit = '是', 0) as simply, p.title as policy, coalesce(t.until_on, p.expires_on) as ends, c.description as meaning
from programme_terms t
join policies p on p.district = t.district and p.policy_id = t.policy_id
left join codelists c on c.codelist = 'term' and c.term = t.term
order by count(*) over (partition by t.programme) desc, t.programme, c.rowid is null, c.rowid, t.term, t.district, t.sample, t.from_on desc
