select d.title
from dictionary_tables d
where d.dated is not null and d.dated <> ''
  and coalesce(d.district, '') in ('', :district)
  and not exists (select 1 from coverage c where c.district = :district and c.table_name = d.table_name and c.sample = 0)
order by d.rowid
