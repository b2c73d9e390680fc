select c.*, d.title
from coverage c
join dictionary_tables d on d.table_name = c.table_name
where c.district = :district
order by c.sample, d.rowid, c.kind, c.org_type, c.from_on desc
