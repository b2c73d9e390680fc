-- title: 哪些项目是上一个项目的延续，两次各资助了多少？
-- title_en: Which projects continue an earlier one, and what did each receive?
-- description: 填报时写明延续哪个项目的才在这里；没有写的不猜。
-- description_en: Only projects that name the one they continue; the others are not guessed.
-- group: grants
-- parameters: district = 区（区） / District; round = 轮次（年份） / Round
-- columns: earlier_project = 以前的项目 / Earlier project; earlier_round = 以前的轮次 / Earlier round; earlier_status = 以前的状态 / Its status;
--   earlier_awarded = 以前的资助金额（元） / Earlier award; earlier_permalink = 以前的项目的网页 / Its page
select g.district, g.grant_id, g.project, g.round, g.org_id, coalesce(o.name, g.org_name) as organisation,
  '/organisations/' || o.org_id || '/' as organisation_permalink, g.decision, g.awarded, e.project as earlier_project,
  e.round as earlier_round,
  e.awarded as earlier_awarded, e.status as earlier_status, '/grants/' || g.district || '/' || g.grant_id || '/' as permalink,
  '/grants/' || e.district || '/' || e.grant_id || '/' as earlier_permalink, g.sample
from grants g
left join grants e on e.district = g.district and e.grant_id = g.continues_grant_id
left join organisations o on o.org_id = g.org_id
where g.continues_grant_id is not null and coalesce(:district, '') in ('', g.district)
  and (coalesce(:round, '') = '' or g.round = cast(:round as integer))
order by g.round desc, g.district, g.grant_id
