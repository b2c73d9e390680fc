-- One row of real cases and one of samples: what is overdue and came late, of bodies and of others apart as /late/ counts them; what
-- is not known, rules not kept.
with counted as (
  select sample, sum(status = '逾期未报' and party = '社会组织') as missing,
    count(distinct iif(status in ('逾期未报', '逾期报送') and party = '社会组织', org_id, null)) as bodies,
    max(iif(status = '逾期未报' and party = '社会组织', days_late, null)) as worst,
    sum(status = '逾期报送' and party = '社会组织') as came_late,
    sum(status in ('逾期未报', '逾期报送') and party <> '社会组织') as of_others,
    sum(status = '无法判断') as unsure, sum(status = '按时') as in_time
  from obligations
  where district = :district
  group by sample
),
judged as (
  select sample, sum(status = '不符合') as broken, sum(status = '无法判断') as undecided
  from rule_results
  where district = :district
  group by sample
),
handed as (
  select sample, sum(accepted) as accepted, sum(not accepted) as refused, max(iif(accepted, substr(created, 1, 10), null)) as latest
  from submissions
  where district = :district
  group by sample
)
select k.sample, c.missing, c.bodies, c.worst, c.came_late, c.of_others, c.unsure, c.in_time, j.broken, j.undecided, h.accepted, h.refused, h.latest
from (select 0 as sample union all select 1) k
left join counted c on c.sample = k.sample
left join judged j on j.sample = k.sample
left join handed h on h.sample = k.sample
order by k.sample
