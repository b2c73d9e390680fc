-- title: 四家归口单位各管多少家社团
-- title_en: How many associations are under each of the four umbrella bodies
-- columns: umbrella = 归口单位 / Umbrella body; class = 归口类别 / Class; bodies = 管哪些社团 / Kinds of association;
--   associations = 这一类的社团（家） / Associations of the class; under = 登记在这家名下的（家） / Registered under it;
--   elsewhere = 登记在别家名下的（家） / Under another; unclear = 还说不清的（家） / Not yet clear
with groups(sample) as (
  values (0), (1)
)
select u.district, u.umbrella, u.class, u.bodies, count(b.org_id) as associations,
  count(b.org_id) filter (where b.state = '已归口') as under,
  count(b.org_id) filter (where b.state = '归在另一家') as elsewhere,
  count(b.org_id) filter (where b.state not in ('已归口', '归在另一家')) as unclear,
  g.sample
from jiaxing_umbrellas u
join groups g
left join jiaxing_umbrella_bodies b on b.district = u.district and b.class = u.class and b.sample = g.sample and b.status = '正常'
  and b.state <> '不是全市性的'
where u.sample <= g.sample
group by u.district, u.class, g.sample
having count(b.org_id) > 0
