-- title: 哪个部门买了多少社会组织的服务？
-- title_en: Which department bought how much from social organisations?
-- description: 决定资助或购买、写明了购买方的项目，按购买方、轮次和形式合计，真实和示例分开。没有写购买方的项目不在这里。
-- description_en: Decided projects that name a purchaser, by purchaser, round and form. Projects that name none are not shown.
-- group: money
-- parameters: district = 区（区） / District; round = 轮次（年份） / Round; purchaser = 购买方 / Purchaser
-- columns: projects = 项目（个） / Projects; bodies = 承接的组织（家） / Bodies; unpriced = 没有填金额（个） / Without an amount
select g.district, g.purchaser, g.round, g.form, count(*) as projects, count(distinct b.body) as bodies, sum(g.awarded) as awarded,
  count(*) - count(g.awarded) as unpriced, '/districts/' || g.district || '/' as permalink, g.sample
from grants g
join grant_bodies b on b.district = g.district and b.grant_id = g.grant_id
where g.decision = '资助' and g.purchaser is not null and coalesce(:district, '') in ('', g.district)
  and (coalesce(:round, '') = '' or g.round = cast(:round as integer)) and coalesce(:purchaser, '') in ('', g.purchaser)
group by g.district, g.purchaser, g.round, g.form, g.sample
order by g.round desc, awarded desc, g.district, g.purchaser, g.form
