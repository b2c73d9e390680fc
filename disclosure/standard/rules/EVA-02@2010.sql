-- code: EVA-02
-- title: 等级有效期不超过五年
-- title_en: A grade is valid for five years at most
-- severity: warning
-- effect: publish
-- basis: 《社会组织评估管理办法》（民政部令第39号）第三十条
-- basis_en: Measures on the Evaluation of Social Organisations (Ministry of Civil Affairs Order No. 39), article 30
-- scope: 2011年3月1日以后公告的每次评估
-- scope_en: Each evaluation announced since 1 March 2011
-- applies_from: 2011-03-01
-- applies_until: 2026-02-28
-- explanation: 按公告时的规定，等级有效期为五年；公布的有效期更长，或者截止在开始以前。
-- explanation_en: By the provision in force when it was announced, a grade is valid for five years; the period published is longer,
--   or ends before it begins.
-- innocent: 各地从次年起算的做法，会多出几个月；没有填开始日期的，最晚从次年1月1日算起。
-- innocent_en: Where periods begin with the next year, a few months are added; without a start date, 1 January of the next year is
--   taken at the latest.
with ends as (
  select *,
    min(
      date(coalesce(valid_from, announced_on), '+60 months'),
      date(coalesce(valid_from, announced_on), 'start of month', '+61 months', '-1 day')
    ) as latest,
    iif(valid_from is null, (substr(announced_on, 1, 4) + 6) || '-01-01', '') as surely
  from evaluations
)
select
  district,
  'evaluations' as table_name,
  json_object('org_id', org_id, 'announced_on', announced_on) as key,
  org_id,
  announced_on as period,
  iif(grade = '不予评级', '不予评级，没有有效期', null) as exempt,
  case
    when valid_until is null then '没有填写有效期到哪一天'
    when valid_until > latest then '没有填写有效期从哪一天起'
  end as unknown,
  valid_until < coalesce(valid_from, announced_on) or valid_until > max(latest, surely) as broken,
  announced_on || ' 公告，有效期' || coalesce('从 ' || valid_from, '') || '到 ' || valid_until as detail,
  sample
from ends
