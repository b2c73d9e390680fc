-- title: 社会组织名单：在哪里、什么类型、多大、几级、怎么联系
-- title_en: The list of social organisations: where, what kind, how large, what grade, how to reach them
-- download: yes
-- note: What the lists of the site are chosen by. grade: in force today, of a body that exists; empty where none in force is published.
--   size: by the total income of the latest year filed; empty where none is. open: 1 exists, 0 does not, empty where that is in doubt.
--   lists: 活动异常名录 and 严重违法失信名单 in force that may be shown; empty is not yet off every list, see credit_standing.
-- columns: grade = 评估等级（有效的） / Grade in force; size = 规模（按最近一年收入） / Size by latest income; income_year = 收入的年份 / Year of the income;
--   open = 还在 / Exists; lists = 今天在哪些名录上 / Lists it is on today
with on_lists as (
  select o.district, o.org_id, group_concat(distinct c.kind) as lists
  from credit_lists c
  join organisations o on o.district = c.district and o.org_id = c.org_id and c.sample <= o.sample
  where c.state = '在名单上'
  group by o.district, o.org_id
)
select s.district, s.street, s.community, s.org_id, s.name, s.type, s.field, s.status, s.status_since, s.registered_on,
  iif(s.open, g.in_force, null) as grade, b.size, i.year as income_year, s.address, s.office_phone, s.website, s.purpose, s.scope,
  s.service_promise_url, s.open, l.lists, s.sample
from standing_today s
left join grades_latest g on g.district = s.district and g.org_id = s.org_id
left join on_lists l on l.district = s.district and l.org_id = s.org_id
left join finances i on i.district = s.district and i.org_id = s.org_id and i.year = (
  select max(f.year) from finances f where f.district = s.district and f.org_id = s.org_id and f.income_total is not null
)
left join size_bands b on (b.least is null or i.income_total >= b.least) and (b.most is null or i.income_total < b.most)
