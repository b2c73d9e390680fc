-- code: haishu-leaders
-- title: 社区社会组织骨干三人以上、工作人员两人以上（十好之七）
-- title_en: A community body has three leaders and two staff (criterion 7 of ten)
-- severity: info
-- effect: publish
-- basis: 海民〔2009〕88号附件5《“十好”创建标准》
-- basis_en: Haimin [2009] No. 88, annex 5, standard of the “ten goods”
-- scope: 备案的社区社会组织，2010年起的每年（标准2009年12月14日印发）
-- scope_en: recorded community organisations, every year from 2010 on (the standard is of 14 December 2009)
-- applies_from: 2010-01-01
-- explanation: 骨干不到三人，或者专职、兼职人员合计不到两人，没有达到“队伍建设好”。
-- explanation_en: Fewer than three core members, or fewer than two full- and part-time staff together, so “good team” of the ten
--   goods was not reached.
-- innocent: “十好”是创建标准，不是义务；新成立的或者规模小的组织可以还没有达到。
-- innocent_en: The “ten goods” are a standard to work towards, not a duty; new or small organisations may not have reached it.
with counted as (
  select *, leaders < cast(coalesce(nullif(:leaders, ''), 3) as integer) as few,
    cast(coalesce(nullif(:staff, ''), 2) as integer) as least
  from haishu_community_years
)
select
  district,
  'staffing' as table_name,
  key,
  org_id,
  period,
  exempt,
  unknown,
  iif(unknown is null, few or iif(coalesce(full_time_staff, 0) + coalesce(part_time_staff, 0) >= least, 0,
    full_time_staff + part_time_staff < least), null) as broken,
  '骨干 ' || coalesce(leaders || ' 人', '没有填写') || '，专职 ' || coalesce(full_time_staff || ' 人', '没有填写') || '，兼职 '
    || coalesce(part_time_staff || ' 人', '没有填写') as detail,
  sample
from counted
