-- title: 备案的年度审核，一个组织一年一行
-- title_en: The yearly review of each filed body
-- note: 海民〔2009〕88号三（一）: once a year, no day is named. This register counts the review of a year as due by the end of the
--   year after it; a review decided in that later year counts, under whichever of the two years it is filed, and none counts for two
--   years. Years from 2010 of which a review is filed, or that lie in a window of inspections declared complete, and the one that is
--   due at the end of this year.
-- columns: street = 街道 / Street; done_on = 审核日期 / Reviewed on; state = 审核了没有 / Reviewed
with recursive years(year) as (
  select 2010
  union all
  select year + 1 from years, build where year < substr(today, 1, 4) - 1
),
lived as (
  select o.*, y.year, (y.year + 1) || '-12-31' as due_on, b.today
  from haishu_community_bodies o
  join build b
  join years y on o.status <> '筹备' and o.registered_on <= y.year || '-12-31'
    and not (o.status <> '正常' and coalesce(o.status_since, '') <= y.year || '-12-31')
),
found as (
  select l.*, i.org_id as reviewed, i.conclusion, i.method, i.rectification, coalesce(i.decided_on, i.submitted_on) as day,
    row_number() over (partition by l.district, l.org_id, l.year order by i.conclusion is '未参检', i.year <> l.year, i.decided_on) as nth
  from lived l
  left join inspections i on i.district = l.district and i.org_id = l.org_id and i.kind = '备案年度审核' and i.sample <= l.sample
    and (
      i.year = l.year and coalesce(i.decided_on, i.submitted_on, '9999-12-31') > l.year || '-12-31'
      or i.year = l.year + 1 and substr(coalesce(i.decided_on, i.submitted_on), 1, 4) = cast(l.year + 1 as text)
    )
),
windows as (
  select l.district, l.org_id, l.year, max(c.until_on) as until_on
  from lived l
  join covered c on c.district = l.district and c.table_name = 'inspections' and c.kind in ('', '备案年度审核')
    and c.org_type in ('', '社区社会组织') and c.sample = l.sample and c.from_on <= (l.year + 1) || '-01-01'
  group by l.district, l.org_id, l.year
)
select f.district, f.org_id, f.street, f.year, f.due_on, f.conclusion, f.method, f.rectification,
  iif(f.conclusion = '未参检', null, f.day) as done_on,
  case
    when f.status <> '正常' and f.status_since <= f.due_on then '到期前已经注销、撤销'
    when f.conclusion = '免检' then '当年免检'
  end as exempt,
  iif(f.reviewed is not null and f.conclusion <> '未参检' and f.day is null, '没有填写审核的日期', null) as unknown,
  w.until_on as covered_until,
  case
    when f.conclusion <> '未参检' and f.day is not null then '已审核'
    when f.status <> '正常' and f.status_since <= f.due_on then '到期前已经注销、撤销'
    when f.conclusion = '免检' then '当年免检'
    when f.due_on >= f.today then '还没有到期'
    when w.until_on > f.due_on then '没有（截至 ' || w.until_on || '）'
    else '没有公布，不知道'
  end as state,
  -f.year as position,
  f.sample
from found f
left join windows w on w.district = f.district and w.org_id = f.org_id and w.year = f.year
where f.nth = 1 and (f.reviewed is not null or f.due_on >= f.today or w.until_on >= f.due_on)
