-- title: 每个组织的诚信档案：三个方面各有几条
-- title_en: The honesty file of each body: entries per aspect
-- note: No entry says nothing unless the whole record is declared filed; then it says so with the day. Tax authorities file nothing here
--   by themselves: 纳税 is what the district took over.
-- columns: taxes = 纳税（条） / Tax; lawful = 守法（条） / Lawfulness; finance = 财务管理（条） / Finance; other = 其他（条） / Other;
--   adverse = 今天在效力期的不良记录（条） / Adverse entries in force; latest = 最近一条 / Latest; known = 信用记录报全到哪天 / Credit record filed whole up to
select o.district, o.org_id, o.street,
  count(e.aspect) filter (where e.aspect = '纳税') as taxes,
  count(e.aspect) filter (where e.aspect = '守法') as lawful,
  count(e.aspect) filter (where e.aspect = '财务管理') as finance,
  count(e.aspect) filter (where e.aspect not in ('纳税', '守法', '财务管理')) as other,
  count(e.aspect) filter (
    where e.state = '在效力期' and e.entry in ('行政处罚', '活动异常名录', '严重违法失信名单', '整改通知', '投诉核实', '约谈')
  ) as adverse,
  max(e.day) as latest,
  coalesce((
    select iif(c.from_on <= o.registered_on, '', c.from_on || ' 至 ') || min(c.until_on, o.today) from covered c
    where c.district = o.district and c.table_name = 'credit_events' and c.kind = '' and c.org_type in ('', o.type) and c.sample = o.sample
    order by c.until_on desc, c.from_on limit 1
  ), '没有人声明') as known,
  o.sample
from standing_today o
left join haishu_honesty_entries e on e.district = o.district and e.org_id = o.org_id and e.sample <= o.sample
where o.district = 'haishu' and o.status <> '筹备'
group by o.district, o.org_id
