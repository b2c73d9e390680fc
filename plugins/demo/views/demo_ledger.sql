-- title: 台账：每个备案的组织，今年做了几次活动
-- title_en: The ledger: each filed body and its activities of this year
-- download: yes
-- note: last_on and activities are what was entered; none entered is not none held, but where the district says that all are filed.
-- columns: street = 街道（镇） / Street or town; community = 社区（村） / Community; class = 分类 / Class; filed_on = 备案日期 / Filed on;
--   status = 状态 / Status;
--   activities = 今年活动（次） / Activities this year; last_on = 最近一次 / Latest; entered = 今年录入情况 / Entered this year
-- filed: class
select o.district, o.org_id, o.street, o.community, o.category as class, o.registered_on as filed_on, o.status,
  o.status_since, o.status_reason,
  count(distinct a.activity_id) as activities, max(a.held_on) as last_on,
  case
    when o.open = 0 then '已经不在了'
    when count(a.activity_id) > 0 then '有活动'
    when max(c.until_on) is not null then '到 ' || max(c.until_on) || ' 没有活动'
    else '还没有录入'
  end as entered,
  o.sample
from standing_today o
left join activities a on a.district = o.district and a.org_id = o.org_id and substr(a.held_on, 1, 4) = substr(o.today, 1, 4)
  and a.held_on <= o.today and a.sample <= o.sample
left join covered c on c.district = o.district and c.table_name = 'activities' and c.kind = '' and c.org_type in ('', o.type)
  and c.sample = o.sample and c.from_on <= substr(o.today, 1, 4) || '-01-01' and c.until_on > substr(o.today, 1, 4) || '-01-01'
where o.district = 'demo' and o.registration = '备案'
group by o.district, o.org_id
