-- title: 法人社会组织累计评估率：在册的有多少评估过
-- title_en: The share of legal persons that have ever been evaluated
-- note: Only where all evaluations since the first of them was registered are filed.
with bodies as (
  select *,
    exists (
      select 1
      from evaluations e
      where e.district = b.district and e.org_id = b.org_id and e.announced_on <= b.as_of and e.sample <= b.sample
    ) as evaluated
  from measured_bodies b
  where view = 'measured_evaluation_rate'
),
counted as (
  select *, avg(evaluated) as share, min(registered_on) as since
  from bodies
  group by district, plan, indicator, dimension, due_year
)
select n.district, n.plan, n.indicator, n.dimension, n.due_year, n.measured_by, n.as_of, round(n.share * 100, 2) as value,
  null as value_max, null as qualifier, '%' as unit, n.sample
from counted n
join covered c on c.district = n.district and c.table_name = 'evaluations' and c.kind = '' and c.org_type = '' and c.sample = n.sample
  and c.from_on <= n.since and c.until_on >= n.as_of
