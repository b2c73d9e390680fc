-- code: EVA-02
-- title: 等级有效期不超过五年
-- title_en: A grade is valid for five years at most
-- severity: warning
-- effect: publish
-- basis: 《社会组织评估管理办法》（民政部令第39号）第三十条
-- scope: 每次评估
-- applies_until: 2026-02-28
-- explanation: 按公告时的规定，等级有效期为五年；公布的有效期更长。
-- innocent: 各地从次年起算的做法，会多出几个月。
select
  district,
  'evaluations' as table_name,
  json_object('org_id', org_id, 'announced_on', announced_on) as key,
  org_id,
  announced_on as period,
  case
    when grade = '不予评级' or valid_until is null then '不适用'
    when valid_until <= date(coalesce(valid_from, announced_on), '+5 years') then '符合'
    else '不符合'
  end as status,
  iif(grade = '不予评级' or valid_until is null, '没有有效期', announced_on || ' 公告，有效期到 ' || valid_until) as detail
from evaluations
