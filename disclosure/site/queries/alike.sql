-- Each organisation's kind by the latest year with an income: one type, year and size, real ones and samples apart; in order of place and name.
select f.org_id, f.sample, f.type, f.year, f.band
from finance_figures f
join listed l on l.org_id = f.org_id and l.district = f.district
where f.figure = '收入合计' and f.year = (
  select max(n.year) from finances n where n.district = f.district and n.org_id = f.org_id and n.income_total is not null
)
order by f.sample, f.type, f.year, f.band, l.district, l.street is null, l.street, l.name, f.org_id
