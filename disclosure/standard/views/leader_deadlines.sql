-- title: 离任审计、任前公示和法定代表人述职按本区的规定哪一天到期
-- title_en: The day by which an audit on leaving, a notice before taking office and a yearly report on duties are due in each place
-- note: Only where the place's measures ask for them (programme 负责人管理: 离任审计, 任前公示, 法定代表人述职). Within how long an audit is due, and by
--   which day of the next year the report, are terms of their own; where they are not set nothing falls due. An audit is of a departure
--   where it reaches the month before it and is reported after it, a notice of a term where it came within the year before, a report of
--   a year where it came after that year; others are in doubt, as is a notice of about that time whose list is not filed. Which posts
--   are 负责人 the measures do not list: chairs, presidents, their deputies, secretaries general and 负责人 are taken.
-- columns: step = 哪一步 / Step
with recursive years(year) as (
  select 2004
  union all
  select year + 1 from years, build where year < substr(today, 1, 4) + 0
),
asking(district) as (
  select distinct district from terms_in_force where programme = '负责人管理'
),
bodies as (
  select o.*, coalesce(e.ended_by, '9999-12-31') as ended_by, iif(e.undated, '没有填写注销、撤销或者吊销的日期', null) as undated
  from organisations o
  left join bodies_ended e on e.district = o.district and e.org_id = o.org_id
  where o.registration = '登记' and o.status <> '筹备' and o.district in asking
),
terms as (
  select p.*, b.registered_on,
    lag(p.term_start) over w as before,
    lead(p.term_start) over w as after
  from people p
  join bodies b on b.district = p.district and b.org_id = p.org_id
  where p.post in ('会长', '理事长', '副会长', '副理事长', '秘书长', '负责人')
  window w as (partition by p.district, p.org_id, p.name, p.post, p.sample order by p.term_start)
),
steps(step, limit_term, table_name, kind, district, org_id, type, key, name, post, period, since, before, after, doubt, ended_by,
  sample) as (
  select '离任审计', '离任审计期限', 'audits', '法定代表人离任审计', d.district, d.org_id, d.type, d.key, d.name, null, d.left_on, d.left_on,
    d.began, null, iif(d.in_doubt, '任期届满了，没有写明是离任还是连任', iif(e.undated, '没有填写注销、撤销或者吊销的日期', null)), e.ended_by, d.sample
  from departures d
  left join bodies_ended e on e.district = d.district and e.org_id = d.org_id and e.sample <= d.sample
  where d.district in asking
  union all
  select '任前公示', null, 'notices', '负责人任前公示', district, org_id, null,
    json_object('org_id', org_id, 'name', name, 'post', post, 'term_start', term_start), name, post, term_start, term_start, before, after,
    case
      when before is not null then '连任的，规定没有写要不要再公示'
      when term_start <= registered_on then '成立时的第一任，规定没有写要不要公示'
    end, null, sample
  from terms
  union all
  select '法定代表人述职', '述职期限', 'notices', '述职公示', b.district, b.org_id, null,
    json_object('org_id', b.org_id, 'year', y.year), null, null, cast(y.year as text), y.year || '-12-31', null, null,
    iif(b.registered_on >= y.year || '-01-01', '当年成立的，规定没有写要不要述职', b.undated), b.ended_by, b.sample
  from bodies b
  join years y on b.registered_on <= y.year || '-12-31' and y.year || '-12-31' < b.ended_by
),
asked as (
  select s.*, t.basis, t.from_on, row_number() over (partition by s.step, s.district, s.key order by t.sample, t.from_on desc) as nth
  from steps s
  join terms_in_force t on t.district = s.district and t.programme = '负责人管理' and t.term = s.step and t.sample <= s.sample
    and s.since between t.from_on and t.until_on
),
timed as (
  select a.*, t.value, t.unit, t.text, t.basis as limit_basis,
    row_number() over (partition by a.step, a.district, a.key order by t.sample, t.from_on desc) as nth_limit
  from asked a
  left join terms_in_force t on t.district = a.district and t.programme = '负责人管理' and t.term = a.limit_term and t.sample <= a.sample
    and a.since between t.from_on and t.until_on
  where a.nth = 1
),
named as (
  select n.district, n.kind, n.round, n.published_on, o.org_id, o.sure, i.person, i.post, max(n.sample, o.sample) as sample
  from notices n
  join notice_items i on i.district = n.district and i.notice_id = n.notice_id
  join notice_bodies o on o.district = i.district and o.notice_id = i.notice_id and o.item = i.item
  where n.kind in ('负责人任前公示', '述职公示')
),
unlisted as (
  select n.district, n.kind, n.round, n.published_on, n.sample
  from notices n
  where n.kind in ('负责人任前公示', '述职公示')
    and not exists (select 1 from notice_items i where i.district = n.district and i.notice_id = n.notice_id)
),
filed(step, district, key, day, sure) as (
  select '离任审计', d.district, d.key, a.report_date,
    a.report_date >= d.left_on and a.period_end >= date(d.left_on, 'start of month', '-1 day') and a.period_end > coalesce(d.began_by, '')
  from departures d
  join audits a on a.district = d.district and a.org_id = d.org_id and a.kind = '法定代表人离任审计' and a.sample <= d.sample
    and a.period_start < d.left_on and a.period_end > coalesce(d.began, '')
  union all
  select s.step, s.district, s.key, n.published_on,
    n.sure and n.person is not null and n.post is not null and n.published_on >= date(s.since, '-1 year')
  from steps s
  join named n on n.district = s.district and n.org_id = s.org_id and n.kind = s.kind and n.sample <= s.sample
    and coalesce(n.person, s.name) = s.name and coalesce(n.post, s.post) = s.post
    and n.published_on > coalesce(s.before, '') and n.published_on < coalesce(s.after, '9999-12-31')
  where s.step = '任前公示'
  union all
  select s.step, s.district, s.key, n.published_on, n.sure and n.round is not null and n.published_on > s.since
  from steps s
  join named n on n.district = s.district and n.org_id = s.org_id and n.kind = s.kind and n.sample <= s.sample
    and coalesce(n.round, s.period + 0) = s.period + 0
  where s.step = '法定代表人述职'
  union all
  select s.step, s.district, s.key, n.published_on, 0
  from steps s
  join unlisted n on n.district = s.district and n.kind = s.kind and n.sample <= s.sample
    and (
      n.published_on between date(s.since, '-1 year') and date(s.since, '+1 year') and (n.round is null or s.step = '任前公示')
      or n.round = s.period + 0 and s.step = '法定代表人述职'
    )
),
came as (
  select step, district, key, min(day) filter (where sure) as day, max(not sure) as vague from filed group by step, district, key
),
dated as (
  select t.*, c.day, c.vague,
    t.step = '任前公示' and t.since <= t.from_on as before_it,
    case
      when t.step = '任前公示' then date(t.since, '-1 day')
      when t.step = '法定代表人述职' then min(
        date((t.period + 1) || '-' || t.text), date((t.period + 1) || '-' || substr(t.text, 1, 2) || '-01', '+1 month', '-1 day')
      )
      when t.unit = '月' then min(
        date(t.since, '+' || cast(t.value as integer) || ' months'),
        date(t.since, 'start of month', '+' || (cast(t.value as integer) + 1) || ' months', '-1 day')
      )
      else date(t.since, '+' || cast(t.value as integer) || ' days')
    end as due_on, -- of a day that a month does not have, the month's last
    (
      select max(u.until_on) from covered u
      where u.district = t.district and u.table_name = t.table_name and u.kind in ('', t.kind) and u.sample = t.sample
        and u.org_type in ('', coalesce(t.type, '')) and u.from_on <= iif(t.step = '任前公示', date(t.since, '-1 year'), t.since)
    ) as until_on
  from timed t
  left join came c on c.step = t.step and c.district = t.district and c.key = t.key
  where t.nth_limit = 1
)
select
  step, district, org_id, key, period, due_on,
  iif((doubt is not null or before_it) and day > due_on, null, day) as done_on,
  iif(ended_by <= due_on and day is null, '到期前已经注销、撤销或者吊销', null) as exempt,
  case
    when doubt is not null and coalesce(day > due_on, 1) then doubt
    when before_it and coalesce(day > due_on, 1) then '应当公示的时候，这一条还没有施行'
    when vague and day is null then '有这样的公示或者审计，没有写明是不是这一次的'
    when due_on is null then '规定没有写期限'
  end as unknown,
  until_on as covered_until,
  iif(limit_basis <> basis, basis || '；' || limit_basis, basis) as basis,
  sample
from dated
where step <> '法定代表人述职' or day is not null or (period + 2) || '-12-31' >= (select today from build) or due_on < until_on
