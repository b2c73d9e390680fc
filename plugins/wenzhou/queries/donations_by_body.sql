-- title: 一个组织的网络募捐收了多少、用了多少？
-- title_en: How much did an organisation raise online, and how much did it spend?
-- description: 按组织和平台合计到最近一份收支。没有报收支的项目不计入金额，另数。
-- description_en: By organisation and platform, up to the latest account. Projects without an account are counted apart.
-- group: money
-- parameters: org_id = 统一社会信用代码 / Code of the organisation
-- columns: organisation = 社会组织 / Organisation; organisation_permalink = 组织的页面 / Page of the organisation;
--   projects = 项目（个） / Projects; without_account = 没有报收支（个） / Without an account; raised = 收（元） / Raised;
--   spent = 用（元） / Spent; remaining = 余（元） / Remaining
select d.org_id, o.name as organisation, '/organisations/' || d.org_id || '/' as organisation_permalink, d.platform, d.sample,
  count(*) as projects, count(*) - count(d.as_of) as without_account, sum(d.raised) as raised, sum(d.spent) as spent,
  sum(d.remaining) as remaining
from wenzhou_donations d
left join organisations o on o.org_id = d.org_id
where coalesce(nullif(:org_id, ''), d.org_id) = d.org_id
group by d.org_id, d.platform, d.sample
order by d.sample, raised desc
