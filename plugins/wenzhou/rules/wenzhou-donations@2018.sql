-- code: wenzhou-donations
-- title: 网络募捐的收、支、结余对得上
-- title_en: Money in, money out and what is left of an online donation project agree
-- severity: error
-- effect: publish
-- basis: 温民社组〔2018〕127号（十五）网络筹款渠道规范、透明；结余等于累计收入减累计支出，累计数不会变少（算术关系）
-- basis_en: Wenminshezu [2018] No. 127, (15): online fundraising is orderly and open; the balance is income less
--   spending so far, and sums to date never shrink (arithmetic)
-- scope: 每份网络募捐收支
-- scope_en: each report of online fundraising
-- applies_from: 2018-10-01
-- explanation: 结余不等于收入减支出，或者累计收入、累计支出比上一份少。
-- explanation_en: The balance is not income less expenses, or income or expenses so far are less than in the report before.
-- innocent: 退回了捐款，或者上一份写错了，还没有更正。
-- innocent_en: Donations were returned, or the report before was wrong and is not corrected yet.
-- never: 不适用 每份收支都可以核对；无法判断 收入、支出和结余都必须填写
with accounts as (
  select r.*, p.org_id, p.project,
    lag(r.raised, 1, 0) over w as raised_before,
    lag(r.spent, 1, 0) over w as spent_before
  from wenzhou_donation_reports r
  join wenzhou_donation_projects p on p.district = r.district and p.project_id = r.project_id
  window w as (partition by r.district, r.project_id, r.sample order by r.as_of)
)
select
  district,
  'wenzhou_donation_reports' as table_name,
  json_object('project_id', project_id, 'as_of', as_of) as key,
  org_id,
  as_of as period,
  abs(raised - spent - remaining) > 0.005 or raised < raised_before or spent < spent_before as broken,
  printf('%s：收 %.2f 元，支 %.2f 元，余 %.2f 元', project, raised, spent, remaining)
    || iif(raised < raised_before or spent < spent_before, printf('；上一份收 %.2f 元，支 %.2f 元', raised_before, spent_before), '') as detail,
  sample
from accounts
