-- title: 资助项目的预算里，人员工资占多少，超过规定了吗？
-- title_en: How much of each project's budget is wages, and is that above what the terms allow?
-- description: 只看填报了预算的项目；没有规定比例的地方只说占多少，没有写明小类的预算行说不清的，不说超过（见 grant_staff_share）。
-- description_en: Projects whose budget is filed. Where no cap is set only the share is given; what lines leave open is not called above
--   it.
-- group: grants
-- parameters: district = 区（区） / District; round = 轮次（年份） / Round
-- columns: wages = 人员工资（元） / Wages; total = 预算合计（元） / Budget; percent = 工资占比（%） / Share of wages; cap = 上限（%） / Cap;
--   reach = 与规定相比 / Against the terms
select s.district, s.round, s.programme, s.grant_id, s.project, s.org_id, coalesce(o.name, g.org_name) as organisation,
  '/organisations/' || o.org_id || '/' as organisation_permalink, s.wages, s.total, s.percent, s.cap, s.reach, s.basis,
  '/grants/' || s.district || '/' || s.grant_id || '/' as permalink, s.sample
from grant_staff_share s
join grants g on g.district = s.district and g.grant_id = s.grant_id
left join organisations o on o.org_id = s.org_id
where coalesce(:district, '') in ('', s.district) and (coalesce(:round, '') = '' or s.round = cast(:round as integer))
order by s.percent desc, s.district, s.grant_id
