-- title: 十项里每一项，有几个协会做到了（各看最近一年）
-- title_en: Of each of the ten items, how many associations have done it (the latest year of each)
-- columns: item = 分开的事项 / Item; done = 做到或不涉及（个） / Done; open_items = 没有做到（个） / Not done;
--   unsure = 待核实（个） / To be verified; position = 顺序 / Order
with latest as (
  select *, rank() over (partition by district, org_id, sample order by year desc) as nth
  from zhenhai_separation
)
select s.district, s.item, sum(s.state in ('已完成', '不涉及')) as done, sum(s.state in ('进行中', '未完成')) as open_items,
  sum(s.state = '待核实') as unsure, c.rowid as position, s.sample
from latest s
join codelists c on c.codelist = 'zhenhai_separation_item' and c.term = s.item
where s.nth = 1
group by s.district, s.item, s.sample
