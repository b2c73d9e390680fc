-- title: 目标要看的那一天，在册的每个法人社会组织
-- title_en: Each legal person on the register on the year's end at which a target is measured
-- note: Only for targets whose measured_by names a view measured_*, only where the district says that all organisations since 1949
--   are filed, and only if it is known of every one of them whether it still existed. The day is the end of the year in which the
--   target falls due, or, while that is not known yet, the last year's end that is.
with complete as (
  select c.district, c.sample, date(min(c.until_on, b.today), '+1 day', 'start of year', '-1 day') as last_day
  from covered c, build b
  where c.table_name = 'organisations' and c.kind = '' and c.org_type = '' and c.from_on < '1950-01-01'
),
asked as (
  select distinct c.district, c.sample, t.measured_by,
    min(c.last_day, coalesce(substr(t.due_on, 1, 4), t.due_year) || '-12-31') as as_of
  from complete c
  join targets t on t.district = c.district and t.sample = c.sample
  where t.measured_by like 'measured\_%' escape '\'
),
known as (
  select a.*, o.org_id, o.registered_on,
    o.status = '正常' or o.status_since > a.as_of as existing,
    max(o.status <> '正常' and o.status_since is null) over (partition by a.district, a.measured_by, a.as_of, a.sample) as unsure
  from asked a
  join organisations o on o.district = a.district and o.sample = a.sample
    and o.registration = '登记' and o.status <> '筹备' and o.registered_on <= a.as_of
)
select district, measured_by, as_of, org_id, registered_on, sample
from known
where existing and not unsure
