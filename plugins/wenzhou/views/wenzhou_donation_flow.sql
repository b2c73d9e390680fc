-- title: 每份网络募捐收支，和这一段时间里的收与支
-- title_en: Each account of an online donation project, and what came in and went out since the one before
-- columns: project = 项目 / Project; as_of = 算到哪天 / As of; came_in = 这段时间收到（元） / In since; went_out = 这段时间用掉（元） / Out since;
--   raised = 累计收到（元） / In so far; spent = 累计用掉（元） / Out so far; remaining = 还剩（元） / Left; published_on = 公布日期 / Published
select r.district, p.org_id, r.project_id, p.project, r.as_of,
  r.raised - lag(r.raised, 1, 0) over w as came_in,
  r.spent - lag(r.spent, 1, 0) over w as went_out,
  r.raised, r.spent, r.remaining, r.published_on,
  row_number() over (order by p.from_on desc, r.project_id, r.as_of desc) as position, r.sample
from wenzhou_donation_reports r
join wenzhou_donation_projects p on p.district = r.district and p.project_id = r.project_id
window w as (partition by r.district, r.project_id, r.sample order by r.as_of)
