-- title: 社区社会组织的每次等级评估，今天还算不算数
-- title_en: Every grading of a community body and whether it counts today
-- download: yes
-- note: The plan of 2011–2015 grades community bodies: those filed with a street, and registered ones marked as community bodies. How
--   long a grade is valid is not in the plan: each counts by the dates announced with it, without an end date it is 未知, and
--   so is one announced from March 2026 on without a first day, until the year is over (as in grades_today).
-- columns: grade = 评估等级 / Grade; state = 今天 / Today; why = 因为 / Because; sections = 公布了几方面的得分（方面） / Areas with marks
with graded as (
  select e.*, o.street, o.type, o.open, b.today,
    exists (
      select 1 from evaluations n
      where n.district = e.district and n.org_id = e.org_id and n.announced_on > e.announced_on
        and max(n.announced_on, coalesce(n.valid_from, '')) <= b.today and n.sample <= max(e.sample, o.sample)
    ) as followed,
    e.valid_from is null and e.announced_on >= '2026-03-01' and substr(e.announced_on, 1, 4) = substr(b.today, 1, 4) as unbegun,
    max(e.sample, o.sample) as mark
  from evaluations e
  join build b
  join standing_today o on o.district = e.district and o.org_id = e.org_id
  where e.district = 'haishu' and (o.registration = '备案' or o.is_community_org)
)
select g.district, g.org_id, g.street, g.announced_on, g.grade, g.score, g.full_score, g.scheme, g.evaluator, g.valid_from, g.valid_until,
  g.withdrawn_on, g.notice_id,
  case
    when g.open = 0 then '组织已终止'
    when g.withdrawn_on <= g.today then '已取消'
    when g.followed then '已有新的等级'
    when g.grade = '不予评级' then '不予评级'
    when max(g.announced_on, coalesce(g.valid_from, '')) > g.today then '还没有生效'
    when g.unbegun then '未知'
    when g.valid_until < g.today then '已过期'
    when g.valid_until is not null and g.open then '有效'
    else '未知'
  end as state,
  case
    when g.withdrawn_on <= g.today then g.withdrawn_on || ' 收回'
    when g.valid_until is null then '没有公布有效期；规划没有写多长'
    when g.unbegun then '没有写明等级从何时起有效'
    else '有效期到 ' || g.valid_until
  end as why,
  (
    select count(distinct coalesce(s.section, s.indicator)) from evaluation_scores s
    where s.district = g.district and s.org_id = g.org_id and s.announced_on = g.announced_on and s.sample <= g.mark
  ) as sections,
  g.mark as sample
from graded g
