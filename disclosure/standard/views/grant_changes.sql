-- title: 每个项目的变更报告
-- title_en: Reports of changes of each grant
-- note: fitting: how many of the reports (cases) are of what became of the grant: of a terminated one those that say so; one that was
--   withdrawn is none. perhaps: no report names the grant, and one that names none may be of it. until_on: cases are declared complete up
--   to then, where that is more than a month after the end.
-- columns: cases = 变更报告（份） / Reports; fitting = 对得上的（份） / Of them fitting; told_on = 最早哪天报告 / First told on; until_on = 登记事项报全到哪天 /
--   Cases complete up to; perhaps = 也许有没写编号的 / Perhaps one without a code
with told as (
  select c.*, not coalesce(c.result like '%撤回%' or c.result like '%撤件%' or c.result like '%撤销申请%', 0)
    and (g.status is not '已终止' or coalesce(c.item, '') || coalesce(c.after, '') like '%终止%') as fitting
  from cases c
  join grants g on g.district = c.district and g.grant_id = c.grant_id
  where c.kind = '项目变更'
),
reported as (
  select g.district, g.grant_id, b.org_id, g.sample,
    count(distinct c.case_id) as cases,
    count(distinct c.case_id) filter (where c.fitting) as fitting,
    min(c.applied_on) filter (where c.fitting) as told_on,
    max(k.until_on) as until_on
  from grants g
  join grant_bodies b on b.district = g.district and b.grant_id = g.grant_id
  left join told c on c.district = g.district and c.grant_id = g.grant_id and c.sample <= g.sample
  left join grant_cover k on k.district = g.district and k.grant_id = g.grant_id and k.table_name = 'cases' and k.sample = g.sample
    and k.from_on <= coalesce(g.agreement_on, g.start_on, g.decided_on) and k.until_on > date(g.completed_on, '+1 month')
  group by g.district, g.grant_id
)
select r.*,
  cases = 0 and exists (
    select 1 from cases o
    where o.district = r.district and o.kind = '项目变更' and o.grant_id is null
      and coalesce(o.org_id, r.org_id, '') = coalesce(r.org_id, o.org_id, '')
      and o.sample <= r.sample
  ) as perhaps
from reported r
