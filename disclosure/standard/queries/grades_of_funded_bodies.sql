-- title: 得到资助的组织，决定那天有没有有效的评估等级？
-- title_en: Did the bodies that were funded hold a valid grade on the day of the decision?
-- description: 只看决定那天；以后评的、取消的不算。没有等级只在声明评估已经报全的地方说，其余写“未知”（见 grant_grades）。
-- description_en: As of the day of the decision. “None” is said only where all evaluations are declared filed, else unknown.
-- group: grants
-- parameters: district = 区（区） / District; round = 轮次（年份） / Round; holds = 3A以上、3A以下、没有等级或未知 / 3A以上, 3A以下, 没有等级 or 未知
-- columns: holds = 当时的等级 / Grade at the time; said = 凭什么 / Why
select s.district, s.round, s.programme, s.grant_id, g.project, s.org_id, coalesce(o.name, g.org_name) as organisation,
  '/organisations/' || o.org_id || '/' as organisation_permalink, s.decided_on, s.awarded, s.holds, s.said,
  '/grants/' || s.district || '/' || s.grant_id || '/' as permalink, s.sample
from grant_grades s
join grants g on g.district = s.district and g.grant_id = s.grant_id
left join organisations o on o.org_id = s.org_id
where coalesce(:district, '') in ('', s.district) and (coalesce(:round, '') = '' or s.round = cast(:round as integer))
  and coalesce(:holds, '') in ('', s.holds)
order by s.round desc, s.holds, s.awarded desc, s.district, s.grant_id
