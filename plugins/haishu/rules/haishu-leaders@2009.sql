-- code: haishu-leaders
-- title: 社区社会组织骨干三人以上、工作人员两人以上（十好之七）
-- title_en: A community body has three leaders and two staff (criterion 7 of ten)
-- severity: info
-- effect: publish
-- basis: 海民〔2009〕88号附件5《“十好”创建标准》
-- scope: 备案的社区社会组织，每年
-- applies_from: 2009-12-14
-- explanation: 骨干不到三人，或者专职、兼职人员合计不到两人，没有达到“队伍建设好”。
-- innocent: “十好”是创建标准，不是义务；新成立的或者规模小的组织可以还没有达到。
select
  s.district,
  'staffing' as table_name,
  json_object('org_id', s.org_id, 'year', s.year) as key,
  s.org_id,
  cast(s.year as text) as period,
  case
    when o.registration is not '备案' then '不适用'
    when s.leaders is null or (s.full_time_staff is null and s.part_time_staff is null) then '无法判断'
    when s.leaders >= cast(coalesce(nullif(:leaders, ''), 3) as integer) and coalesce(s.full_time_staff, 0) + coalesce(s.part_time_staff, 0) >= cast(coalesce(nullif(:staff, ''), 2) as integer) then '符合'
    else '不符合'
  end as status,
  case
    when o.registration is not '备案' then '不是备案的社区社会组织'
    when s.leaders is null or (s.full_time_staff is null and s.part_time_staff is null) then '没有填写有关的数'
    else printf('骨干 %d 人，专职 %d 人，兼职 %d 人', s.leaders, coalesce(s.full_time_staff, 0), coalesce(s.part_time_staff, 0))
  end as detail
from staffing s
left join organisations o on o.district = s.district and o.org_id = s.org_id
