-- title: 决定资助或者购买的那一天，承担的组织有没有有效的等级
-- title_en: Whether the body of a grant held a valid grade on the day it was decided
-- download: yes
-- note: holds: 3A以上, 3A以下 or 没有等级 are facts, 未知 is not: no grade found is one only where all evaluations of the six years before
--   are declared filed, and a grade without an end date is unknown. A grade announced or withdrawn later changes nothing. One of 2026 or
--   later without a first day begins, by the text of 2026, with the next year: unknown in the year it was announced (as in grades_today).
-- columns: holds = 当时的等级 / Grade at the time; said = 凭什么 / Why; grade = 评估等级 / Grade; valid_until = 有效期截止 / Valid until
with ranked as (
  select g.district, g.grant_id, g.programme, g.round, b.org_id, g.decided_on, g.awarded, o.registered_on, o.type, o.org_id as known,
    e.grade, e.announced_on, e.valid_until, e.withdrawn_on, max(g.sample, coalesce(o.sample, 0)) as mark,
    e.valid_from is null and e.announced_on >= '2026-03-01' and substr(e.announced_on, 1, 4) = substr(g.decided_on, 1, 4) as unbegun,
    row_number() over (partition by g.district, g.grant_id order by e.announced_on desc) as nth
  from grants g
  join grant_bodies b on b.district = g.district and b.grant_id = g.grant_id
  left join organisations o on o.district = b.district and o.org_id = b.org_id and o.sample <= g.sample
  left join evaluations e on e.district = b.district and e.org_id = b.org_id and e.sample <= g.sample
    and max(e.announced_on, coalesce(e.valid_from, '')) <= g.decided_on
  where g.decision = '资助'
),
covered_then as (
  select r.*,
    (
      select max(c.until_on) from covered c
      where c.district = r.district and c.table_name = 'evaluations' and c.kind = '' and c.org_type in ('', r.type) and c.sample = r.mark
        and c.from_on <= max(r.registered_on, date(r.decided_on, '-6 years')) and c.until_on >= r.decided_on
    ) as known_until
  from ranked r
  where r.nth = 1
)
select district, grant_id, programme, round, org_id, decided_on, awarded, grade, announced_on, valid_until,
  case
    when known is null or decided_on is null then '未知'
    when announced_on is null then iif(known_until is not null, '没有等级', '未知')
    when unbegun then '未知'
    when withdrawn_on <= decided_on or grade = '不予评级' or valid_until < decided_on then iif(known_until is not null, '没有等级', '未知')
    when valid_until is null then '未知'
    when grade in ('5A', '4A', '3A') then '3A以上'
    else '3A以下'
  end as holds,
  case
    when known is null then '不知道是哪个组织'
    when decided_on is null then '没有填写决定的日期'
    when announced_on is null then iif(known_until is not null, '那天以前没有等级', '没有公布等级，也没有人声明已经报全')
    when unbegun then grade || '，没有写明从何时起有效'
    when withdrawn_on <= decided_on then grade || '，' || withdrawn_on || ' 收回'
    when valid_until < decided_on then grade || '，有效期到 ' || valid_until || '，已过期'
    when valid_until is null then grade || '，没有写明有效期'
    else grade || '，有效期到 ' || valid_until
  end as said,
  mark as sample
from covered_then
