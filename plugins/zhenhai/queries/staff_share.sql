-- title: 镇海的资助项目，预算里人员工资占多少？
-- title_en: How much of each funded project's budget in Zhenhai is wages?
-- description: 每个填报了预算的项目，工资占比与放宽以前、以后的上限。
-- description_en: Of each project with a filed budget: the share of wages, and the limits before and after they are raised.
-- group: grants
-- parameters: round = 轮次（年份） / Round
-- columns: permalink = 页面 / Page; organisation = 社会组织 / Organisation;
--   organisation_permalink = 组织的页面 / Page of the organisation
select s.grant_id, s.project, '/grants/' || s.district || '/' || s.grant_id || '/' as permalink, s.org_id,
  coalesce(o.name, g.org_name) as organisation, iif(o.org_id is null, null, '/organisations/' || o.org_id || '/') as organisation_permalink,
  s.round, s.service_field, s.wages, s.total, s.percent, s.before, s.cap, s.reach, s.basis, s.sample
from grant_staff_share s
join grants g on g.district = s.district and g.grant_id = s.grant_id
left join organisations o on o.org_id = s.org_id
where s.district = 'zhenhai' and (coalesce(:round, '') = '' or s.round = cast(:round as integer))
order by s.sample, s.round, s.percent desc
