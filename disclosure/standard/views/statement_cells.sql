-- title: 按2004年制度编制的报表的各行
-- title_en: The cells of the statements drawn up by the system of 2004
-- note: Whose summary of that year names the system of 2024 has other row numbers: those are not known here.
select l.*
from finance_lines l
where not exists (
  select 1 from finances f
  where f.district = l.district and f.org_id = l.org_id and f.year = l.year and f.accounting_system = '2024' and f.sample <= l.sample
)
