-- code: haishu-activities
-- title: 社区社会组织每年活动十次以上（十好之五）
-- title_en: A community body holds ten activities a year (criterion 5 of ten)
-- severity: info
-- effect: publish
-- basis: 海民〔2009〕88号附件5《“十好”创建标准》
-- scope: 备案的社区社会组织，每年
-- applies_from: 2009-12-14
-- explanation: 这一年开展的活动不到十次，没有达到“活动运转好”。
-- innocent: “十好”是创建标准，不是义务；新成立的或者规模小的组织可以还没有达到。
select
  s.district,
  'staffing' as table_name,
  json_object('org_id', s.org_id, 'year', s.year) as key,
  s.org_id,
  cast(s.year as text) as period,
  case
    when o.registration is not '备案' then '不适用'
    when s.activities_held is null then '无法判断'
    when s.activities_held >= cast(coalesce(nullif(:least, ''), 10) as integer) then '符合'
    else '不符合'
  end as status,
  case
    when o.registration is not '备案' then '不是备案的社区社会组织'
    when s.activities_held is null then '没有填写有关的数'
    else printf('活动 %d 次', s.activities_held)
  end as detail
from staffing s
left join organisations o on o.district = s.district and o.org_id = s.org_id
