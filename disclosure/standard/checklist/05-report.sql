-- code: report
-- title: 最近一年的年检或年报按时报送了吗？
-- title_en: Did its latest yearly report or inspection come in time?
-- why: 不按时报送的，会列入活动异常名录。
-- why_en: Whoever does not file on time is put on the list of abnormal activity.
with latest as (
  select o.district, o.org_id, o.sample, l.key, l.period, l.status, l.days_late, l.detail,
    row_number() over (partition by o.district, o.org_id order by l.period desc, l.status = '无法判断', l.obligation) as nth
  from organisations o
  left join obligations l on l.district = o.district and l.org_id = o.org_id and l.sample <= o.sample
    and l.obligation like 'annual-%' and l.status not in ('未到期', '不适用')
)
select
  district,
  org_id,
  case when status = '按时' then 1 when status <> '无法判断' then 0 end as holds,
  case
    when status is null then '没有到期的年检或年报'
    when status = '无法判断' then period || ' 年度：' || detail
  end as unknown,
  period || ' 年度：' || status || coalesce(' ' || days_late || ' 天', '') || coalesce('，' || detail, '') as evidence,
  'inspections' as table_name,
  key,
  null as valid_until,
  sample
from latest
where nth = 1
