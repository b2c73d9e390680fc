-- title: 某一天以来，平台上新出现了什么组织、项目和公示？
-- title_en: Which organisations, projects and notices are new in the register since a day?
-- description: 第一次报来的日子，最近的在前；留空为数据截至那天以前的三十天。新报来的不一定是新成立的。
-- description_en: By the day they were first filed; thirty days back if left empty. Newly filed is not newly founded.
-- group: changes
-- parameters: district = 区（区） / District; since = 从哪一天起（日期） / Since which day
-- columns: first_on = 第一次报来 / First filed; what = 是什么 / What; name = 名称 / Name
with first(district, what, id, first_on) as (
  select district, '组织', org_id, min(submitted_on) from organisations_history group by district, org_id
  union all
  select district, '项目', grant_id, min(submitted_on) from grants_history group by district, grant_id
  union all
  select district, '公示', notice_id, min(submitted_on) from notices_history group by district, notice_id
),
named(district, what, id, name, permalink, sample) as (
  select district, '组织', org_id, name, '/organisations/' || org_id || '/', sample from organisations
  union all
  select district, '项目', grant_id, project, '/grants/' || district || '/' || grant_id || '/', sample from grants
  union all
  select district, '公示', notice_id, title, '/notices/' || district || '/' || notice_id || '/', sample from notices
)
select f.first_on, n.what, n.district, n.name, n.permalink, n.sample
from named n
join first f on f.district = n.district and f.what = n.what and f.id = n.id
where f.first_on >= coalesce(nullif(:since, ''), date((select today from build), '-30 days'))
  and coalesce(:district, '') in ('', n.district)
order by f.first_on desc, n.district, n.what, n.name
