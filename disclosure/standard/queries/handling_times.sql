-- title: 登记、年检、查询和投诉，每年收到多少件，平均几天办完？
-- title_en: How many cases, inspections and complaints came each year, and how many days did they take?
-- description: 按收到的年份合计，真实和示例分开；complete 是报全到哪一天，没有人声明报全的，件数可能不全。
-- description_en: Counted in the year they came, real ones and samples apart; where nothing is declared complete there may be more.
-- group: late
-- parameters: district = 区（区） / District; year = 年份（年份） / Year
-- columns: what = 办什么 / Matter; items = 收到（件） / Received; done = 已办完（件） / Done; undone = 还没有公布办完（件） / Not done;
--   average_days = 平均（天） / Average days; longest_days = 最长（天） / Longest; complete = 报全到哪一天 / Complete up to
select district, year, what, items, done, undone, average_days, longest_days, complete, '/districts/' || district || '/' as permalink,
  sample
from handled_by_year
where coalesce(:district, '') in ('', district) and (coalesce(:year, '') = '' or year = cast(:year as integer))
order by year desc, district, average_days desc, what
