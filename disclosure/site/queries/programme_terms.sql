select p.term, t.value, t.unit, t.text, t.from_on, nullif(t.until_on, '9999-12-31') as ends, t.basis, p.policy_id, p.section, l.title as policy,
  c.description as meaning, coalesce(t.unit = '是', 0) as simply, (select today from build) between t.from_on and t.until_on as in_force,
  p.district, p.submission, p.source_file, p.source_row, p.submitted_on, t.sample
from programme_terms p
join terms_in_force t on t.district = p.district and t.programme = p.programme and t.term = p.term and t.from_on = p.from_on
  and t.sample = p.sample
join policies l on l.district = p.district and l.policy_id = p.policy_id
left join codelists c on c.codelist = 'term' and c.term = p.term
where p.district = :district and p.programme = :programme
order by t.sample, not in_force, c.rowid is null, c.rowid, p.term, t.from_on desc
