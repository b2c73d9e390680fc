-- code: haishu-participation
-- title: 社区社会组织参与人数达到社区人口百分之五（十好之九）
-- title_en: A twentieth of the community takes part (criterion 9 of ten)
-- severity: info
-- effect: publish
-- basis: 海民〔2009〕88号附件5《“十好”创建标准》
-- basis_en: Haimin [2009] No. 88, annex 5, standard of the “ten goods”
-- scope: 备案的社区社会组织，2010年起的每年（标准2009年12月14日印发）
-- scope_en: recorded community organisations, every year from 2010 on (the standard is of 14 December 2009)
-- applies_from: 2010-01-01
-- explanation: 这一年参加过活动的人不到所在社区人口的5%，没有达到“居民参与好”。同名的社区按街道分清；分不清的，各个都达到或者都达不到才有结论。
-- explanation_en: Fewer than 5% of the community's residents took part in the year, so “residents take part” of the ten goods was
--   not reached. Communities of one name are told apart by street; where they cannot be, there is a verdict only if all or none
--   reach it.
-- innocent: “十好”是创建标准，不是义务；新成立的或者规模小的组织可以还没有达到。
-- innocent_en: The “ten goods” are a standard to work towards, not a duty; new or small organisations may not have reached it.
with communities as (
  select y.*, count(a.area_id) as many, count(iif(a.population_year is null, null, a.population)) as counted,
    min(a.population) as fewest, max(a.population) as most,
    y.participants * 100 / cast(coalesce(nullif(:percent, ''), 5) as real) as enough_for
  from haishu_community_years y
  left join areas a on a.district = y.district and a.name = y.community and a.level in ('社区', '村') and a.sample <= y.sample
    and abs(coalesce(a.population_year, y.year) - y.year) <= 1
    and not exists (
      select 1 from areas s where s.district = a.district and s.area_id = a.parent and s.level in ('街道', '镇', '乡') and s.name <> y.street
    )
  group by y.district, y.org_id, y.year
)
select
  district,
  'staffing' as table_name,
  key,
  org_id,
  period,
  exempt,
  coalesce(unknown, iif(counted < many or many = 0, '没有填报所在社区这一年前后的人口', null),
    iif(enough_for >= fewest and enough_for < most, '同名的社区不止一个，分不清是哪一个', null),
    iif(enough_for < fewest, partly, null)) as unknown,
  iif(
    unknown is null and counted = many,
    iif(enough_for < fewest, iif(partly is null, 1, null), iif(enough_for >= most, 0, null)),
    null
  ) as broken,
  printf('参与 %d 人，社区人口 %d 人', participants, fewest) || iif(most > fewest, printf('至 %d 人', most), '') as detail,
  sample
from communities
