-- title: 每年的发展情况：组织、年检、评估、钱、项目、荣誉、投诉，一年一行
-- title_en: The yearly report: bodies, inspections, grades, money, projects, honours and complaints, one row per year
-- download: yes
-- note: Of what is filed; a running year counts to today; samples are rows of their own. Nothing filed is an empty cell, not 0. Money is
--   the sum over the bodies whose accounts are filed, whose number stands beside it, and over the grants; none where
--   one of them has no sum. complete: up to which day all organisations since 1949 are declared filed; where nobody says so, none new or
--   ended is no 0.
-- columns: bodies = 年底有（家） / At the end of the year; founded = 新增（家） / New; ended = 终止（家） / Ended;
--   complete = 组织报全到 / Organisations complete up to; inspected = 年检、年报（家） / Inspected;
--   passed = 合格、基本合格（家） / Passed, with or without reservations;
--   reported = 已报送（家） / Reported, no conclusion drawn; graded = 当年评级（家） / Graded;
--   accounts = 公布账目（家） / Accounts published; income = 收入合计（元） / Income; expense = 费用合计（元） / Expense;
--   projects = 项目（个） / Funded projects; awarded = 资助合计（元） / Awarded; honours = 荣誉（项） / Honours;
--   complaints = 查询、投诉（件） / Enquiries and complaints; answered = 已答复（件） / Answered
with figures(district, year, name, value, sample) as (
  select district, year, 'bodies', iif(count(bodies) = count(*), sum(bodies), null), sample
  from report_types group by district, year, sample
  union all
  select district, year, 'founded', sum(founded), sample from report_types group by district, year, sample
  union all
  select district, year, 'ended', iif(count(ended) = count(*), sum(ended), null), sample from report_types group by district, year, sample
  union all
  select t.district, t.year, 'complete', max(min(c.until_on, t.year || '-12-31', b.today)), t.sample
  from report_types t, build b
  join covered c on c.district = t.district and c.table_name = 'organisations' and c.kind = '' and c.org_type = '' and c.sample = t.sample
    and c.from_on < '1950-01-01' and c.until_on >= t.year || '-01-01'
  group by t.district, t.year, t.sample
  union all
  select district, year, 'inspected', count(distinct org_id) filter (where conclusion not in ('未参检', '待定')), sample
  from inspections group by district, year, sample
  union all
  select district, year, 'passed', count(distinct org_id) filter (where conclusion in ('合格', '基本合格')), sample
  from inspections group by district, year, sample
  union all
  select district, year, 'reported', count(distinct org_id) filter (where conclusion = '已报送'), sample
  from inspections group by district, year, sample
  union all
  select district, cast(substr(announced_on, 1, 4) as integer), 'graded', count(distinct org_id), sample
  from evaluations where grade <> '不予评级' group by district, substr(announced_on, 1, 4), sample
  union all
  select district, year, 'accounts', count(*), sample from finances group by district, year, sample
  union all
  select district, year, 'income', iif(count(income_total) = count(*), round(sum(income_total), 2), null), sample
  from finances group by district, year, sample
  union all
  select district, year, 'expense', iif(count(expense_total) = count(*), round(sum(expense_total), 2), null), sample
  from finances group by district, year, sample
  union all
  select district, round, 'projects', count(*), sample from grants where decision = '资助' group by district, round, sample
  union all
  select district, round, 'awarded', iif(count(awarded) = count(*), round(sum(awarded), 2), null), sample
  from grants where decision = '资助' group by district, round, sample
  union all
  select district, year, 'honours', count(*), sample from honours group by district, year, sample
  union all
  select district, year, 'complaints', sum(items), sample
  from handled_by_year where what in ('查询', '建议', '投诉', '举报') group by district, year, sample
  union all
  select district, year, 'answered', sum(done), sample
  from handled_by_year where what in ('查询', '建议', '投诉', '举报') group by district, year, sample
)
select f.district, f.year,
  max(f.value) filter (where f.name = 'bodies') as bodies,
  nullif(max(f.value) filter (where f.name = 'founded'), iif(max(f.name = 'complete'), null, 0)) as founded,
  nullif(max(f.value) filter (where f.name = 'ended'), iif(max(f.name = 'complete'), null, 0)) as ended,
  coalesce(max(f.value) filter (where f.name = 'complete'), '没有人声明') as complete,
  max(f.value) filter (where f.name = 'inspected') as inspected,
  max(f.value) filter (where f.name = 'passed') as passed, max(f.value) filter (where f.name = 'reported') as reported,
  max(f.value) filter (where f.name = 'graded') as graded,
  max(f.value) filter (where f.name = 'accounts') as accounts, max(f.value) filter (where f.name = 'income') as income,
  max(f.value) filter (where f.name = 'expense') as expense, max(f.value) filter (where f.name = 'projects') as projects,
  max(f.value) filter (where f.name = 'awarded') as awarded, max(f.value) filter (where f.name = 'honours') as honours,
  max(f.value) filter (where f.name = 'complaints') as complaints, max(f.value) filter (where f.name = 'answered') as answered,
  -f.year as position, f.sample
from figures f
join build b
where f.year between substr(b.today, 1, 4) - 5 and substr(b.today, 1, 4)
group by f.district, f.year, f.sample
