-- title: 每个组织今天的评估等级
-- title_en: The grade of each organisation today
-- download: yes
-- note: The latest that has begun counts, of a body that still exists. holds: 3A or more in force, 1, 0 or null; that no later
--   grade came is a fact only up to known_until, after one that lapsed, was withdrawn or was refused, too; a grade withdrawn or refused
--   speaks, as a low one does, to the end of the term announced with it. A grade lasts five or, by the text of 2026, less than six
--   years, so a window of six years is enough; by that text it begins on 1 January of the next year, so an empty valid_from is unknown
--   until then.
-- columns: said = 等级和有效期 / Grade and its term; holds = 3A以上有效 / 3A or more in force; withdrawn = 已经收回 / Withdrawn
with ranked as (
  select o.district, o.org_id, o.sample, o.today, o.open, o.doubt, o.stands, e.announced_on, e.grade, e.valid_until, e.withdrawn_on,
    e.withdrawn, e.unbegun, e.next_from,
    (
      select max(min(c.until_on, o.today)) from covered c
      where c.district = o.district and c.table_name = 'evaluations' and c.kind = '' and c.org_type in ('', o.type) and c.sample = o.sample
        and max(o.registered_on, date(min(c.until_on, o.today), '-6 years')) between c.from_on and c.until_on
        and c.until_on >= date(o.today, '-1 year')
    ) as known_until
  from standing_today o
  left join grades_latest e on e.district = o.district and e.org_id = o.org_id
),
judged as (
  select *, (withdrawn or grade = '不予评级') and known_until >= coalesce(withdrawn_on, announced_on) as still_none from ranked
)
select district, org_id, open, sample, announced_on, grade, valid_until, withdrawn, unbegun, next_from, known_until,
  open and case
    when unbegun then null
    when announced_on is null then iif(known_until is null, null, 0)
    when valid_until < today then iif(known_until > valid_until, 0, null)
    when withdrawn or grade = '不予评级' then iif(still_none or valid_until >= today, 0, null)
    when valid_until is not null then grade in ('3A', '4A', '5A')
  end as holds,
  case
    when open is null then doubt
    when unbegun then '没有写明等级从何时起有效'
    when announced_on is null then '没有公布已经生效的评估等级，也没有人声明已经报全'
    when withdrawn then '等级已经收回，有没有新的等级还不知道'
    when grade = '不予评级' then '评估没有给等级，以后有没有评上还不知道'
    when valid_until is null then '没有写明等级的有效期'
    else '等级已过有效期，有没有新的等级还不知道'
  end as unknown,
  case
    when open = 0 then stands
    when announced_on is null then '没有已经生效的评估等级（截至 ' || known_until || '）'
    when unbegun then grade || '，没有写明从何时起有效'
    when valid_until < today then grade || '，有效期至 ' || valid_until || '，已过期，'
      || coalesce('新的等级从 ' || next_from || ' 起', '没有新的等级（截至 ' || known_until || '）')
    when withdrawn then grade || '，' || withdrawn_on || ' 收回' || iif(still_none, '，没有新的等级（截至 ' || known_until || '）', '')
    when grade = '不予评级' then announced_on || ' 不予评级' || iif(still_none, '，没有评上等级（截至 ' || known_until || '）', '')
    else grade || coalesce('，有效期至 ' || valid_until, '')
  end as said
from judged
