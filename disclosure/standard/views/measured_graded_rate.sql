-- title: 等级3A以上并在有效期内的社会组织占全部社会组织的比例
-- title_en: The share of all organisations that hold a grade of 3A or better, in force on the day
-- note: The latest grade that had begun by the day counts. A body without one has none only where all evaluations of the six years
--   before are filed; elsewhere, and where the last day of a grade is not filed, it may have one: the figure is a range.
with bodies as (
  select a.district, a.plan, a.indicator, a.dimension, a.due_year, a.measured_by, a.sample, r.as_of, r.org_id,
    exists (
      select 1 from covered c
      where c.district = a.district and c.sample = a.sample and c.table_name = 'evaluations' and c.kind = ''
        and c.org_type in ('', r.type) and c.until_on >= r.as_of and c.from_on <= max(r.registered_on, date(r.as_of, '-6 years'))
    ) as whole
  from measured_asked a
  join measured_register r on r.district = a.district and r.sample = a.sample and r.as_of = a.register_on
  where a.view = 'measured_graded_rate'
),
ranked as (
  select b.*, e.grade, e.announced_on, e.valid_from, e.valid_until, e.withdrawn_on,
    row_number() over (partition by b.district, b.plan, b.indicator, b.dimension, b.due_year, b.org_id order by e.announced_on desc) as nth
  from bodies b
  left join evaluations e on e.district = b.district and e.org_id = b.org_id and e.sample = b.sample
    and max(e.announced_on, coalesce(e.valid_from, '')) <= b.as_of
),
judged as (
  select *, case
      when grade is null or valid_until < as_of then iif(whole, 0, null)
      when withdrawn_on <= as_of or grade not in ('3A', '4A', '5A') then iif(whole, 0, null)
      when valid_from is null and announced_on >= '2026-03-01' and substr(announced_on, 1, 4) = substr(as_of, 1, 4) then null
      when valid_until is not null then 1
    end as holds
  from ranked
  where nth = 1
)
select district, plan, indicator, dimension, due_year, measured_by, as_of, round(sum(holds is 1) * 100.0 / count(*), 2) as value,
  iif(count(holds) < count(*), round(sum(holds is not 0) * 100.0 / count(*), 2), null) as value_max,
  null as qualifier, '%' as unit, sample
from judged
group by district, plan, indicator, dimension, due_year
