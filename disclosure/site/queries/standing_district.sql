-- One row of real cases and one of samples: what is not known and what came in time, rules not kept, what was handed in. What is
-- late is counted by late.sql.
with counted as (
  select sample, sum(status = '无法判断' and not published) as unsure, sum(published) as published, sum(status = '按时') as in_time
  from duty_cases
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
  select sample, sum(accepted) as accepted, sum(not accepted) as refused, max(iif(accepted, date(created, '+8 hours'), null)) as latest
  from submissions
  where district = :district
  group by sample
)
select k.sample, c.unsure, c.published, c.in_time, j.broken, j.undecided, h.accepted, h.refused, h.latest
from (select 0 as sample union all select 1) k
left join counted c on c.sample = k.sample
left join judged j on j.sample = k.sample
left join handed h on h.sample = k.sample
order by k.sample
