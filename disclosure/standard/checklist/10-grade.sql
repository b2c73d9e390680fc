-- code: grade
-- title: 3A以上的评估等级现在有效吗？
-- title_en: Has it a grade of 3A or more that is still valid?
-- why: 等级由民政部门组织的评估给出，五年有效；没有参加评估不等于不好。
-- why_en: Grades come from evaluations held by civil affairs authorities and are valid for five years; not being evaluated is no
--   bad sign.
-- neutral: 没有已经生效的评估等级
select
  district,
  org_id,
  holds,
  iif(holds is null, unknown, null) as unknown,
  said as evidence,
  'evaluations' as table_name,
  iif(announced_on is null, null, json_object('org_id', org_id, 'announced_on', announced_on)) as key,
  iif(open = 0, null, valid_until) as valid_until,
  sample
from grades_today
