-- title: 每个行业协会商会政社分开做到哪一步
-- title_en: How far each trade association stands apart from government, year by year
-- note: Ten items make it whole. A trade association of which nothing was filed has one row without a year.
-- columns: done = 已完成或不涉及（项） / Done; open_items = 还没有做到的 / Not done yet; unsure_items = 待核实的 / To be verified;
--   filed = 报了（项） / Filed; state = 进展 / State; registered_on = 成立登记日期 / Registered on
select o.district, o.org_id, s.year, o.registered_on, o.is_trade_association, count(s.item) as filed,
  coalesce(sum(s.state in ('已完成', '不涉及')), 0) as done,
  group_concat(iif(s.state in ('进行中', '未完成'), s.item, null), '、') as open_items,
  group_concat(iif(s.state = '待核实', s.item, null), '、') as unsure_items,
  case
    when s.year is null then '没有报'
    when sum(s.state in ('进行中', '未完成')) > 0 then '没有完成'
    when sum(s.state in ('已完成', '不涉及')) = 10 then '完成'
    else '还不知道'
  end as state,
  o.sample
from organisations o
left join zhenhai_separation s on s.district = o.district and s.org_id = o.org_id and s.sample = o.sample
where o.district = 'zhenhai' and (o.is_trade_association or s.year is not null)
group by o.district, o.org_id, s.year
