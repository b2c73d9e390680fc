-- code: NOT-01
-- title: 公示期不短于规定
-- title_en: A notice is not shorter than its minimum
-- severity: warning
-- effect: publish
-- basis: 各区办法的条款（programme_terms：评审公示天数、公示天数）；截止不早于开始
-- basis_en: Terms of each district’s measures (programme_terms: days of the review notice, days of other notices); it
--   closes no earlier than it opens
-- scope: 每个公示
-- scope_en: each notice
-- explanation: 公示的天数少于规定的最短天数，头尾两天都算；规定写工作日的，按国务院办公厅的放假安排数，不论公示自己写按哪种日。截止早于开始的，不论有没有规定。
-- explanation_en: The notice was open for fewer days than is set, first and last included; where working days are set, they are
--   counted by the State Council's holiday arrangements, whatever the notice says. One that closes before it opens does not meet it
--   in any case.
-- innocent: 规定另有期限；延长后没有更新截止日期。
-- innocent_en: Another time limit is set; the closing date was not updated after an extension.
with counted as (
  select n.*, t.term, t.value, t.unit, t.basis, julianday(n.end_on) - julianday(max(n.start_on, n.published_on)) + 1 as days,
    sum(w.working and not w.estimated) as working, sum(not w.estimated) as known,
    t.term is null and n.programme is null and exists (
      select 1 from programme_terms p
      where p.district = n.district and p.term = iif(n.kind = '评审结果公示', '评审公示天数', '公示天数') and p.sample <= n.sample
    ) as unplaced
  from notices n
  left join applicable_terms t on t.table_name = 'notices' and t.district = n.district and t.id = n.notice_id
    and t.term = iif(n.kind = '评审结果公示', '评审公示天数', '公示天数')
  left join workdays w on w.day between max(n.start_on, n.published_on) and n.end_on
  where n.kind like '%公示' or n.end_on < n.start_on
  group by n.district, n.notice_id
),
judged as (
  select *,
    case
      when days < 1 or iif(unit = '工作日', days - known + working, days) < value then 1
      when iif(unit in ('日', '自然日'), days, working) >= value then 0
    end as broken
  from counted
)
select
  district,
  'notices' as table_name,
  json_object('notice_id', notice_id) as key,
  null as org_id,
  start_on as period,
  iif(term is null and broken is null and not unplaced, '本区没有规定这种公示的天数', null) as exempt,
  case
    when unplaced then '没有写明是哪个计划的，不知道规定几天'
    when end_on is null then '没有填写截止日期'
    when broken is null then '公示期里有的日子放假安排不详，或者规定没有写明是不是工作日'
  end as unknown,
  broken,
  start_on || ' 至 ' || end_on || iif(published_on > start_on, '，' || published_on || ' 才发布', '')
    || iif(days < 1, iif(end_on < start_on, '，截止早于开始', '，截止早于发布'), printf('，%d 天，其中工作日 %d 天', days, working))
    || iif(known < days, printf('（%d 天的放假安排不详）', days - known), '')
    || iif(value is null, '', printf('；规定 %g %s', value, coalesce(unit, '天'))) as detail,
  basis,
  sample
from judged
