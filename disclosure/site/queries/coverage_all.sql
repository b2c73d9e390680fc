select c.*, t.title
from coverage c
join dictionary_tables t on t.table_name = c.table_name
join districts d on d.district = c.district
order by c.sample, d.rowid, t.rowid, c.kind, c.org_type, c.from_on desc
