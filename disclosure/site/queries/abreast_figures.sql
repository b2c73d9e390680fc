-- The figures of one year of a few organisations, each with the median of its own kind where there are enough of it. The bodies
-- first (cross join): else SQLite walks through all accounts of the year.
select f.org_id, f.figure, f.value, f.unit, f.type, f.band, iif(p.bodies >= p.fewest, p.median, null) as median, p.bodies
from json_each(:codes) c
cross join organisations o on o.org_id = c.value
cross join finance_figures f on f.district = o.district and f.org_id = o.org_id and f.year = :year
left join peer_medians p on p.sample = f.sample and p.type = f.type and p.year = f.year and p.band = f.band and p.figure = f.figure
left join codelists w on w.codelist = 'compared_figure' and w.term = f.figure
order by w.rowid, f.figure, c.key
