-- code: report
-- title: 最近一年的年检或年报按时报送了吗？
-- title_en: Did its latest yearly report or inspection come in time?
-- why: 不按时报送的，会列入活动异常名录。
with latest as (
  select l.*, row_number() over (partition by l.district, l.org_id order by l.period desc, l.obligation) as nth
  from obligations l
  where l.obligation like 'annual-%' and l.due_on <= (select today from build)
)
select o.district, o.org_id,
  case
    when l.status = '按时' then '是'
    when l.status in ('逾期报送', '逾期未报') then '否'
    else '未知'
  end as answer,
  case
    when l.status is null then '没有到期的年检或年报'
    else l.period || ' 年度：' || l.status || coalesce(' ' || l.days_late || ' 天', '') || coalesce('，' || l.detail, '')
  end as evidence,
  'inspections' as table_name, l.key, null as valid_until, o.sample
from organisations o
left join latest l on l.district = o.district and l.org_id = o.org_id and l.nth = 1
