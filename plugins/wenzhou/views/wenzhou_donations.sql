-- title: 网络募捐项目：收了多少、用了多少、还剩多少
-- title_en: Online donation projects: money in, money out, what is left
-- download: yes
-- note: By the latest account filed of each project; empty where none is.
-- columns: project = 项目 / Project; platform = 平台 / Platform; from_on = 开始 / From; until_on = 截止 / Until; goal = 目标（元） / Goal;
--   as_of = 算到哪天 / As of; raised = 收到（元） / In; spent = 用掉（元） / Out; costs = 其中募捐成本（元） / Of which costs;
--   remaining = 还剩（元） / Left; donations = 捐赠（笔） / Donations; helped = 帮到（人） / People helped
-- filed: filing_no
select p.district, p.org_id, p.project_id, p.project, p.purpose, p.platform, p.filing_no, p.from_on, p.until_on, p.goal, a.as_of, a.raised,
  a.spent, a.costs, a.remaining, a.donations, a.helped, p.page_url,
  row_number() over (order by p.from_on desc, p.project_id) as position, p.sample
from wenzhou_donation_projects p
left join wenzhou_donation_reports a on a.district = p.district and a.project_id = p.project_id and a.sample <= p.sample and a.as_of = (
  select max(n.as_of) from wenzhou_donation_reports n
  where n.district = p.district and n.project_id = p.project_id and n.sample <= p.sample
)
