-- code: haishu-participation
-- title: 社区社会组织参与人数达到社区人口百分之五（十好之九）
-- title_en: A twentieth of the community takes part (criterion 9 of ten)
-- severity: info
-- effect: publish
-- basis: 海民〔2009〕88号附件5《“十好”创建标准》
-- scope: 备案的社区社会组织，每年
-- applies_from: 2009-12-14
-- explanation: 这一年参加过活动的人不到所在社区人口的5%，没有达到“居民参与好”。
-- innocent: “十好”是创建标准，不是义务；新成立的或者规模小的组织可以还没有达到。
select
  s.district,
  'staffing' as table_name,
  json_object('org_id', s.org_id, 'year', s.year) as key,
  s.org_id,
  cast(s.year as text) as period,
  case
    when o.registration is not '备案' then '不适用'
    when s.participants is null or a.population is null then '无法判断'
    when s.participants * 100 >= a.population * cast(coalesce(nullif(:percent, ''), 5) as real) then '符合'
    else '不符合'
  end as status,
  case
    when o.registration is not '备案' then '不是备案的社区社会组织'
    when s.participants is null or a.population is null then '没有填写有关的数'
    else printf('参与 %d 人，社区人口 %d 人', s.participants, a.population)
  end as detail
from staffing s
left join organisations o on o.district = s.district and o.org_id = s.org_id
left join areas a on a.district = o.district and a.name = o.community and a.level = '社区'
