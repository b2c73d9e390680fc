-- title: 意见说要重点培育的五类社团各有多少
-- title_en: How many bodies there are of the five classes that the opinion means to foster
-- note: Counted from what each body filed of itself; a body may be of more than one class.
-- columns: class = 类别 / Class; counted_by = 按什么数 / Counted by; bodies = 组织数（家） / Bodies
with classes(position, class, counted_by) as (
  values (1, '行业协会商会', '填报为行业协会商会的'), (2, '民办非企业单位', '组织类型'), (3, '慈善公益类', '认定的慈善组织、志愿服务组织'),
    (4, '城乡社区', '填报为社区社会组织的'), (5, '职业类', '本区分类写职业类的')
)
select o.district, c.position, c.class, c.counted_by, count(*) as bodies, o.sample
from organisations o
join classes c on case c.position
    when 1 then o.is_trade_association
    when 2 then o.type = '民办非企业单位'
    when 3 then o.is_charity or o.is_volunteer_org
    when 4 then o.is_community_org
    else o.category = '职业类'
  end
where o.district = 'jiaxing' and o.status = '正常'
group by o.district, c.position, o.sample
