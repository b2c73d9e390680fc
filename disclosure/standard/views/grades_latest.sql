-- title: 每个组织最近一次已经生效的评估
-- title_en: The latest evaluation of each organisation that has begun
-- note: in_force: its grade, if it was not withdrawn and is valid today; empty too where its term is not known. unbegun: by the text of
--   2026 a grade begins on 1 January of the next year, so of one without valid_from of this year it is not known whether it has.
-- columns: withdrawn = 已经收回 / Withdrawn; unbegun = 不知道生效没有 / Not known to have begun; in_force = 有效的等级 / Grade in force;
--   next_from = 新的等级从哪天起 / Next grade from
with ranked as (
  select e.district, e.org_id, o.sample, e.announced_on, e.grade, e.valid_until, e.withdrawn_on, b.today,
    coalesce(e.withdrawn_on <= b.today, 0) as withdrawn,
    e.valid_from is null and e.announced_on >= '2026-03-01' and substr(e.announced_on, 1, 4) = substr(b.today, 1, 4) as unbegun,
    row_number() over (partition by e.district, e.org_id order by e.announced_on desc) as nth
  from evaluations e
  join organisations o on o.district = e.district and o.org_id = e.org_id and e.sample <= o.sample
  join build b
  where max(e.announced_on, coalesce(e.valid_from, '')) <= b.today
),
coming as (
  select e.district, e.org_id, min(e.valid_from) as next_from
  from evaluations e
  join organisations o on o.district = e.district and o.org_id = e.org_id and e.sample <= o.sample
  join build b on e.announced_on <= b.today and e.valid_from > b.today
  where e.withdrawn_on is null and e.grade <> '不予评级'
  group by e.district, e.org_id
)
select r.district, r.org_id, announced_on, grade, valid_until, withdrawn_on, withdrawn, unbegun,
  iif(not unbegun and not withdrawn and valid_until >= today and grade <> '不予评级', grade, null) as in_force, next_from, sample
from ranked r
left join coming c on c.district = r.district and c.org_id = r.org_id
where nth = 1
