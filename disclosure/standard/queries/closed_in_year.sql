-- title: 某一年，哪些组织注销、撤销或者吊销了，为什么？
-- title_en: Which organisations were closed in a year, and why?
-- description: 按终止的日期，留空为全部。没有填日期的只在留空时列出；没有填理由的，是没有填报。
-- description_en: By the day it ended; all if left empty. Those without a day are shown only then; an empty reason was not filed.
-- group: changes
-- parameters: district = 区（区） / District; year = 年份（年份） / Year; type = 组织类型（organisation_type） / Type
-- columns: type = 组织类型 / Type; status = 状态 / Status; lived = 存在了（年） / Years it lasted
select district, org_id, name as organisation, type, registration, status, status_since, status_reason, registered_on,
  substr(status_since, 1, 4) - substr(registered_on, 1, 4) - (substr(status_since, 6) < substr(registered_on, 6)) as lived,
  '/organisations/' || org_id || '/' as permalink, sample
from standing_today
where open = 0 and status <> '筹备' and coalesce(:district, '') in ('', district) and coalesce(:type, '') in ('', type)
  and (coalesce(:year, '') = '' or substr(status_since, 1, 4) = :year)
order by status_since desc, district, org_id
