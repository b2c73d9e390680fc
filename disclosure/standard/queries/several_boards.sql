-- title: 谁的名字同时在几个组织里任职？
-- title_en: Whose name holds posts in several organisations today?
-- description: 今天在任的人里，同一个姓名出现在两个以上组织的，一个组织一行。同名不一定是同一个人，请另行核实；没有公布的任职不在这里。
-- description_en: Names that hold a post in two or more organisations today, a row each. One name may be two people; posts not filed are
--   not shown.
-- group: people
-- parameters: district = 区（区） / District; name = 姓名 / Name
-- columns: posts = 职务 / Posts; bodies = 任职的组织（家） / Organisations; sure = 任期写明了 / Terms are filed
with posts as (
  select district, org_id, name, group_concat(post, '、') as posts, min(sure) as sure, sample
  from (
    select distinct district, org_id, name, post, sure, sample from office_holders where coalesce(:name, '') in ('', name) order by post
  )
  group by district, org_id, name, sample
),
counted as (
  select name, sample, count(distinct org_id) as bodies, group_concat(district) as districts from posts group by name, sample
)
select p.district, p.name, c.bodies, p.org_id, o.name as organisation, p.posts, p.sure,
  '/organisations/' || o.org_id || '/' as permalink, p.sample
from posts p
join counted c on c.name = p.name and c.sample = p.sample and c.bodies > 1
join organisations o on o.district = p.district and o.org_id = p.org_id
where coalesce(:district, '') = '' or instr(',' || c.districts || ',', ',' || :district || ',')
order by c.bodies desc, p.name, p.district, p.org_id
