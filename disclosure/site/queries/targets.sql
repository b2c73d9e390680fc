select r.*
from target_results r
where r.district = :district
order by (
  select min(h.rowid) from targets_history h
  where h.district = r.district and h.plan = r.plan and h.indicator = r.indicator and h.dimension = r.dimension and h.due_year = r.due_year
)
