-- title: 每份年度审计审计了哪几年
-- title_en: The years that each annual audit is of
-- note: A row per audit and year that its period reaches. whole: 1 where it covers the year, of a body founded in it from that day.
-- columns: whole = 覆盖整年 / Covers the whole year; reported_on = 期满以后的报告日期 / Report dated after the period
with recursive years(year) as (
  select 2004
  union all
  select year + 1 from years, build where year < substr(today, 1, 4) + 0
)
select a.district, a.org_id, y.year, a.audit_id,
  a.period_start <= max(y.year || '-01-01', o.registered_on) and a.period_end >= y.year || '-12-31' as whole,
  iif(a.report_date > a.period_end, a.report_date, null) as reported_on,
  a.sample
from audits a
join organisations o on o.district = a.district and o.org_id = a.org_id
join years y on y.year between substr(a.period_start, 1, 4) + 0 and substr(a.period_end, 1, 4) + 0
where a.kind = '年度审计'
