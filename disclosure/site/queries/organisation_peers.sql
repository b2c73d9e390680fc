select f.year, f.type, f.band, f.figure, f.value, f.unit, coalesce(p.bodies, 0) as bodies, p.fewest, coalesce(p.bodies >= p.fewest, 0) as enough, p.median, f.sample,
  n.submission, n.source_file, n.source_row, n.submitted_on, f.district
from finance_figures f
join finances n on n.district = f.district and n.org_id = f.org_id and n.year = f.year
left join peer_medians p on p.sample = f.sample and p.type = f.type and p.year = f.year and p.band = f.band and p.figure = f.figure
left join codelists c on c.codelist = 'compared_figure' and c.term = f.figure
where f.district = :district and f.org_id = :org_id
order by f.year desc, c.rowid
