-- code: haishu-activities
-- title: 社区社会组织每年活动十次以上（十好之五）
-- title_en: A community body holds ten activities a year (criterion 5 of ten)
-- severity: info
-- effect: publish
-- basis: 海民〔2009〕88号附件5《“十好”创建标准》
-- basis_en: Haimin [2009] No. 88, annex 5, standard of the “ten goods”
-- scope: 备案的社区社会组织，2010年起的每年（标准2009年12月14日印发）
-- scope_en: recorded community organisations, every year from 2010 on (the standard is of 14 December 2009)
-- applies_from: 2010-01-01
-- explanation: 这一年开展的活动不到十次，没有达到“活动运转好”。
-- explanation_en: Fewer than ten activities were held in the year, so “active” of the ten goods was not reached.
-- innocent: “十好”是创建标准，不是义务；新成立的或者规模小的组织可以还没有达到。
-- innocent_en: The “ten goods” are a standard to work towards, not a duty; new or small organisations may not have reached it.
with counted as (
  select *, activities_held < cast(coalesce(nullif(:least, ''), 10) as integer) as few
  from haishu_community_years
)
select
  district,
  'staffing' as table_name,
  key,
  org_id,
  period,
  exempt,
  coalesce(unknown, iif(few, partly, null)) as unknown,
  few and iif(unknown is null and partly is null, 1, null) as broken,
  printf('活动 %d 次', activities_held) as detail,
  sample
from counted
