-- code: EVA-01
-- title: 过期的等级不作为现行等级
-- title_en: A lapsed grade is not the current one
-- severity: info
-- effect: publish
-- basis: 《社会组织评估管理办法》
-- basis_en: Measures on the Evaluation of Social Organisations
-- scope: 每个组织最近一次评估的等级
-- scope_en: the grade of each organisation's last evaluation
-- explanation: 评估等级的有效期已过，本区声明评估已经报全，仍没有新的评估。网站上标为“已过期”。
-- explanation_en: The grade has expired and the district declares that all evaluations are filed, yet there is no new one. The site
--   marks it as expired.
-- innocent: 已申请复评，结果还没有公布。
-- innocent_en: It has applied to be evaluated again; the result is not published yet.
select
  g.district,
  'evaluations' as table_name,
  json_object('org_id', g.org_id, 'announced_on', g.announced_on) as key,
  g.org_id,
  g.announced_on as period,
  case
    when o.status in ('注销', '撤销', '吊销') and coalesce(o.status_since, '') <= build.today then '组织已经注销、撤销或者吊销'
    when g.grade = '不予评级' then '不予评级'
    when e.withdrawn_on <= build.today then '等级已经取消'
  end as exempt,
  iif(g.valid_until >= build.today and not g.unbegun, null, g.unknown) as unknown,
  case when g.unbegun then null when g.valid_until >= build.today then 0 when g.known_until > g.valid_until then 1 end as broken,
  g.said as detail,
  g.sample
from grades_today g
join build
join organisations o on o.district = g.district and o.org_id = g.org_id
join evaluations e on e.district = g.district and e.org_id = g.org_id and e.announced_on = g.announced_on
