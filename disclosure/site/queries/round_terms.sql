select t.term, t.value, t.unit, t.text, t.basis, t.from_on, coalesce(t.unit = '是', 0) as simply, count(*) as projects, g.sample
from grants g
join grant_terms t on t.district = g.district and t.grant_id = g.grant_id
left join codelists c on c.codelist = 'term' and c.term = t.term
where g.district = :district and g.programme = :programme and g.round = :round
group by g.sample, t.term, t.value, t.unit, t.text, t.basis, t.from_on
order by g.sample, c.rowid is null, c.rowid, t.term, t.from_on desc
