-- code: GRT-03
-- title: 项目期限在规定的月数以内
-- title_en: A project lasts as long as its programme allows
-- severity: warning
-- effect: publish
-- basis: 各区资助办法的条款（programme_terms：项目最短期限、项目最长期限）；结束不早于开始
-- basis_en: Terms of each district’s measures on grants (programme_terms: shortest project, longest project); it ends
--   no earlier than it begins
-- scope: 决定资助的项目
-- scope_en: funded projects
-- explanation: 实际的期限（没有完成的，计划的期限）超过最长期限；计划的和实际的期限都不到最短期限；或者结束早于开始。没有完成日期而还在执行的，算到填报那天。
-- explanation_en: The actual duration (of one not completed, the planned one) exceeds the longest allowed; or both are below the
--   shortest; or it ends before it begins. One still running without a date of completion is counted up to the day of filing.
-- innocent: 经批准延期，或者经同意提前完成。
-- innocent_en: It was extended with approval, or completed early with consent.
with limits as (
  select district, grant_id, max(iif(term = '项目最长期限', on_date, null)) as longest_on,
    max(iif(term = '项目最短期限', date(on_date, '-1 day'), null)) as shortest_on,
    group_concat(replace(term, '项目', '') || printf(' %g 个月', months), '，') as said,
    replace(group_concat(distinct basis), ',', '；') as basis
  from grant_days
  where term in ('项目最长期限', '项目最短期限')
  group by district, grant_id
),
lasting as (
  select g.*, b.org_id as body, l.longest_on, l.said, l.basis, iif(g.status = '已终止', null, l.shortest_on) as shortest_on,
    min(coalesce(g.end_on, '9999'), coalesce(g.completed_on, '9999')) < g.start_on as reversed,
    case
      when g.completed_on is not null then g.completed_on
      when g.status in ('已完成', '已终止') then null
      when g.end_on >= d.day then max(g.end_on, iif(g.status = '执行中', g.submitted_on, ''))
      when g.status = '执行中' then g.submitted_on
    end as last_on, d.day
  from grants g
  join (select coalesce(nullif(:today, ''), today) as day from build) d
  join grant_bodies b on b.district = g.district and b.grant_id = g.grant_id
  left join limits l on l.district = g.district and l.grant_id = g.grant_id
)
select
  district,
  'grants' as table_name,
  json_object('grant_id', grant_id) as key,
  body as org_id,
  cast(round as text) as period,
  case
    when decision <> '资助' then '没有决定资助'
    when basis is null and coalesce(reversed, 0) = 0 then '本区这个计划没有规定项目期限'
  end as exempt,
  case
    when start_on is null then '没有填写开始日期'
    when coalesce(completed_on, end_on) is null or end_on is null and completed_on < shortest_on then '没有填写结束日期'
    when completed_on is null and status in ('已完成', '已终止') then '项目已结束，没有填写是哪一天'
    when completed_on is null and end_on < day then '计划的结束日已过，没有填写完成日期'
  end as unknown,
  reversed or coalesce(last_on > longest_on, 0)
    or coalesce(max(end_on, last_on) < shortest_on and last_on in (end_on, completed_on), 0) as broken,
  start_on || ' 至 ' || coalesce(end_on, '（没有填写）')
    || coalesce('，' || completed_on || ' 完成', iif(status = '执行中', '，' || submitted_on || ' 还在执行', ''))
    || coalesce('；规定' || said, '') as detail,
  basis,
  sample
from lasting
