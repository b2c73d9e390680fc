-- code: NOT-01
-- title: 公示期不短于规定
-- title_en: A notice is not shorter than its minimum
-- severity: warning
-- effect: publish
-- basis: 公示期限的规定（海曙区办法没有写明天数；通行为五个工作日，待核实）
-- scope: 每个公示
-- explanation: 公示的天数少于规定的最短天数。天数算法写明自然日的按自然日，否则按工作日（含调休）。
-- innocent: 原文以公告当日起算，或者规定另有期限。
with spans as (
  select n.*,
    case
      when n.day_basis = '自然日' then julianday(n.end_on) - julianday(n.start_on) + 1
      else (select sum(w.working) from workdays w where w.day between n.start_on and n.end_on)
    end as days
  from notices n
)
select
  district,
  'notices' as table_name,
  json_object('notice_id', notice_id) as key,
  null as org_id,
  start_on as period,
  case
    when kind not like '%公示' or end_on is null then '不适用'
    when days is null then '无法判断'
    when days >= cast(coalesce(nullif(:least, ''), 5) as real) then '符合'
    else '不符合'
  end as status,
  case
    when kind not like '%公示' or end_on is null then '不是公示'
    when days is null then '没有这一年的工作日表'
    else printf('%s 至 %s，%d %s', start_on, end_on, days, iif(day_basis = '自然日', '个自然日', '个工作日'))
  end as detail
from spans
