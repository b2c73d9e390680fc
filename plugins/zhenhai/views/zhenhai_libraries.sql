-- title: 三库三基地各有多少
-- title_en: How many each of the three registers and the three kinds of base hold
-- note: Experts only with their consent. What ended is not counted: a body closed, a base no longer in use.
-- columns: part = 库和基地 / Register or base; holds = 里面是什么 / What it holds; rows_held = 报了的（个） / Filed;
--   table_name = 在哪张表 / Table
with groups(position, part, holds, table_name) as (
  values (1, '法人库', '登记的社会组织，状态正常的', 'organisations'), (2, '项目库', '公益创投、购买服务等项目', 'grants'),
    (3, '专家库', '本人同意公开姓名的专家', 'experts'), (4, '培育基地', '给刚起步的组织场地和指导', 'zhenhai_bases'),
    (5, '创享基地', '交流、共用场地、展示项目', 'zhenhai_bases'), (6, '党建基地', '党建活动和培训', 'zhenhai_bases')
),
held(part, sample) as (
  select '法人库', sample from standing_today where district = 'zhenhai' and registration = '登记' and open
  union all
  select '项目库', sample from grants where district = 'zhenhai' and decision = '资助'
  union all
  select '专家库', sample from experts where district = 'zhenhai' and consented
  union all
  select kind, sample from zhenhai_bases, build where coalesce(closed_on > today, 1)
),
kinds(sample) as (
  values (0), (1)
)
select 'zhenhai' as district, g.position, g.part, g.holds, count(h.part) as rows_held, g.table_name, k.sample
from groups g
join kinds k
left join held h on h.part = g.part and h.sample = k.sample
group by g.part, k.sample
having k.sample = 0 or count(h.part) > 0
