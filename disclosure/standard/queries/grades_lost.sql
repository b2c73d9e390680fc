-- title: 谁的评估等级被取消，或者重新评估后降了？
-- title_en: Who lost a grade, or was graded lower than before?
-- description: 等级被取消的，和下一次评估低于上一次的（不予评级也算）。自然到期的不在这里，见“评估等级已经过期”那一问。
-- description_en: Grades that were withdrawn, and evaluations lower than the one before. Grades that simply lapsed are another question.
-- group: trust
-- parameters: district = 区（区） / District; since = 从哪一天起（日期） / Since which day
-- columns: before = 原来的等级 / Grade before; after = 后来的等级 / Grade after; lost_on = 哪一天 / On; how = 怎样失去 / How
with graded as (
  select *, lag(grade) over w as before, lag(withdrawn_on) over w as before_withdrawn
  from evaluations
  window w as (partition by district, org_id, sample order by announced_on)
),
lost as (
  select district, org_id, before, grade as after, max(announced_on, coalesce(valid_from, '')) as lost_on, '重新评估降低' as how, sample
  from graded
  where iif(grade = '不予评级', '0', grade) < before and before <> '不予评级' and coalesce(before_withdrawn > announced_on, 1)
  union all
  select district, org_id, grade, null, withdrawn_on, '取消', sample
  from evaluations
  where withdrawn_on is not null
)
select l.district, l.org_id, o.name as organisation, l.before, l.after, l.lost_on, l.how,
  '/organisations/' || o.org_id || '/' as permalink, l.sample
from lost l
join organisations o on o.district = l.district and o.org_id = l.org_id
where l.lost_on <= (select today from build) and l.lost_on >= coalesce(nullif(:since, ''), '0000-01-01')
  and coalesce(:district, '') in ('', l.district)
order by l.lost_on desc, l.district, l.org_id
