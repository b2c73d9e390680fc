-- title: 服务机构库：枢纽组织、社会工作服务机构和民办非企业单位
-- title_en: The register of service agencies
-- columns: kind = 哪一类机构 / Kind of agency; grade = 今天有效的等级 / Valid grade; projects = 承担过的项目（个） / Projects;
--   licensed = 持证社会工作者（人） / Licensed social workers; staff_year = 人数的年份 / Year of the figure; street = 街道 / Street;
--   field = 活动领域 / Field; status = 状态 / Status
select o.district, o.org_id,
  case
    when o.is_hub then coalesce(o.hub_level || '的', '') || '枢纽组织'
    when o.is_social_work_agency then '社会工作服务机构'
    else '民办非企业单位'
  end as kind,
  o.field, o.street, o.scope, iif(o.open = 1, '正常', coalesce(o.stands, '不确定')) as status,
  iif(o.open and t.holds is not null and g.valid_until >= o.today and coalesce(g.withdrawn_on > o.today, 1) and g.grade <> '不予评级',
    g.grade, null) as grade,
  (
    select nullif(count(*), 0) from grants p
    join grant_bodies b on b.district = p.district and b.grant_id = p.grant_id
    where p.district = o.district and b.org_id = o.org_id and p.decision = '资助' and p.sample <= o.sample
  ) as projects,
  s.licensed_social_workers as licensed,
  s.year as staff_year,
  o.sample
from standing_today o
left join grades_today t on t.district = o.district and t.org_id = o.org_id
left join evaluations g on g.district = o.district and g.org_id = o.org_id and g.announced_on = t.announced_on and g.sample <= o.sample
left join staffing s on s.district = o.district and s.org_id = o.org_id and s.sample <= o.sample and s.year = (
  select max(n.year) from staffing n where n.district = o.district and n.org_id = o.org_id and n.sample <= o.sample
)
where o.district = 'haishu' and o.registration = '登记' and (o.is_hub or o.is_social_work_agency or o.type = '民办非企业单位')
