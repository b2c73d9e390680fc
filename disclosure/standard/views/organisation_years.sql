-- A row per organisation and year of its life, from the first year of which its district publishes a record (inspections,
-- finances or audits) to the year of the build: what the duties of every year are asked of.
with recursive first(record, district, year) as (
  select 'inspections', district, min(year) from inspections group by district
  union all
  select 'finances', district, min(year) from finances group by district
  union all
  select 'audits', district, min(cast(substr(period_end, 1, 4) as integer)) from audits where kind = '年度审计' group by district
),
span(record, district, year) as (
  select record, district, year from first
  union all
  select record, district, year + 1 from span, build where year < cast(substr(today, 1, 4) as integer)
)
select s.record, s.year, o.district, o.org_id, o.registered_on, o.field, o.is_charity, o.public_fundraising_since, o.sample
from span s
join organisations o on o.district = s.district
where o.registered_on <= s.year || '-12-31'
  and (o.status = '正常' or coalesce(o.status_since, '') > s.year || '-12-31')
