-- title: 平台自己的记录里有多少社区、社团、社工
-- title_en: How many communities, associations and social workers the register itself holds
-- note: What was filed one by one: it is less than the whole wherever not all is filed.
-- columns: what = 是什么 / What; held = 平台有记录的 / Held; counted_by = 怎么数的 / Counted by
with counted(position, what, district, held, counted_by, sample) as (
  select 1, '社区和村', district, count(*), '区域表里的社区和村', sample from areas where level in ('社区', '村') group by district, sample
  union all
  select 2, '社会组织', district, count(*), '状态正常的组织', sample from organisations where status = '正常' group by district, sample
  union all
  select 3, '持证社会工作者', district, sum(licensed_social_workers), max(year) || '年组织填报的人数合计', sample
  from (select *, max(year) over (partition by district, sample) as latest from staffing where licensed_social_workers is not null)
  where year = latest
  group by district, sample
)
select district, position, what, held, counted_by, sample from counted where district = 'jiaxing'
