-- title: 每件应当公开的事：逾期算到哪一天，公布了而不知道是否按时的
-- title_en: Each case of a duty: to which day it is counted as overdue; what is published, in time or not
-- note: counted_to: of what has not come, the day up to which the district declares all filed, to which days_late is counted; of what
--   came, the day it came. published: what was due is there to be read, only its day of filing is not known.
-- columns: counted_to = 算到哪一天 / Counted to; published = 已公布，是否按时不知道 / Published, in time or not
select o.*,
  iif(o.status = '逾期未报', date(o.due_on, '+' || o.days_late || ' days'), o.done_on) as counted_to,
  o.status = '无法判断' and coalesce(o.detail = '已公布，报送日期没有登记', 0) as published
from obligations o
