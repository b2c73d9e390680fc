-- code: jiaxing-answer
-- title: 答复查询和投诉
-- title_en: Answer to an enquiry or a complaint
-- party: 登记管理机关
-- party_en: registration authority
-- basis: 本市信息公开办法的条款（programme_terms：查询投诉的办理期限）
-- basis_en: Terms of the city’s measures on disclosure (programme_terms: time limit of answering enquiries and
--   complaints)
-- applies: 每件查询、投诉、举报和建议
-- applies_en: Each inquiry, complaint, report and suggestion
-- exempt: 收到那天本市没有规定答复期限（意见四4没有写）
-- exempt_en: the city had set no limit for answers on the day (opinion 4.4 states none)
-- due: 收到之日起，条款规定的天数以内
-- due_en: within the days set by the provision from receipt
select
  district,
  org_id,
  json_object('complaint_id', complaint_id) as key,
  substr(received_on, 1, 4) as period,
  due_on,
  iif(days is null, null, answered_on) as done_on,
  iif(due_on is null, '没有规定答复期限', null) as exempt,
  case state when '日期有误' then '答复日期早于收到日期' when '有结果，没有填写答复日期' then state end as unknown,
  submitted_on as covered_until,
  0 as estimated,
  basis,
  sample
from jiaxing_answers
