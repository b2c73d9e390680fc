-- code: zhenhai-full-time
-- title: 有专职工作人员吗？
-- title_en: Has it full-time staff?
-- why: 镇海区2018年到2020年的行动计划要求每个法人社会组织至少有一名专职工作人员。
-- why_en: Zhenhai's plan for 2018 to 2020 asks for at least one full-time member of staff in each organisation with legal
--   personality.
select
  district,
  org_id,
  case state when '有' then 1 when '没有' then 0 end as holds,
  iif(state = '没有报', '没有填报专职人员数', null) as unknown,
  year || ' 年：专职 ' || full_time_staff || ' 人' as evidence,
  'staffing' as table_name,
  iif(year is null, null, json_object('org_id', org_id, 'year', year)) as key,
  null as valid_until,
  sample
from zhenhai_latest_staffing
