-- code: major-activity
-- title: 重大活动的申报
-- title_en: Report of a major activity beforehand
-- party: 社会组织
-- basis: 本区重大活动申报办法的条款（programme_terms：重大活动的申报期限）
-- basis_en: Terms of the district’s measures on major activities (programme_terms: notice ahead of a major activity)
-- applies: 每次填报为重大活动的活动
-- applies_en: Each activity filed as a major one
-- exempt: 举办那天本区没有规定申报期限；不是重大活动
-- exempt_en: the district had set no limit on the day; not a major activity
-- due: 活动举办前，条款规定的天数
-- due_en: the days set by the provision before the activity
-- never: 逾期未报 没有填报告日期的，也许报了没有填
with offered as (
  select a.*, t.basis, t.from_on, date(a.held_on, '-' || cast(t.value as integer) || ' days') as due_on,
    row_number() over (partition by a.district, a.activity_id order by t.sample, t.from_on desc) as nth
  from activities a
  left join terms_in_force t on t.district = a.district and t.programme = '重大活动' and t.term = '申报期限' and t.unit = '日'
    and a.held_on between t.from_on and t.until_on and t.sample <= a.sample
)
select
  o.district,
  o.org_id,
  json_object('activity_id', o.activity_id) as key,
  substr(o.held_on, 1, 4) as period,
  o.due_on,
  iif(o.major is null or o.due_on < o.from_on and o.reported_on > o.due_on, null, o.reported_on) as done_on,
  case
    when o.due_on is null then '本区没有规定申报期限'
    when o.major = 0 then '不是重大活动'
  end as exempt,
  case
    when o.major is null then '没有填写是不是重大活动'
    when o.due_on < o.from_on then '应当申报的时候，这一条还没有施行'
    when o.reported_on is null and o.due_on < b.today then '没有填写报告日期，也许报了'
  end as unknown,
  null as covered_until,
  0 as estimated,
  o.basis,
  o.sample
from offered o
join build b
where o.nth = 1
