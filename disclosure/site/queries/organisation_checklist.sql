select c.question, q.title, q.title_en, c.answer, c.evidence, c.valid_until, c.table_name, c.key, c.sample
from checklist c
join questions q on q.question = c.question
where c.district = :district and c.org_id = :org_id
order by q.rowid
