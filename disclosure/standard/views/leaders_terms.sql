-- title: 每个组织的负责人是否在任期内
-- title_en: Whether the leaders of each organisation are within their term
-- download: yes
-- note: A body that is closed has none. within: 1 a term that has begun runs today in each post that is filed, and every term has
--   an end; 0 the last ended before the day up to which the people are declared complete, since the beginning of that term; null
--   else. ends, ends_now: of all terms, of those that have begun.
-- columns: ends = 最晚的届满日 / Latest end of a term; ends_now = 已经开始的任期最晚的届满日 / Latest end of a term begun; within = 在任期内 / Within term; said
--   = 情况 / In words
with leaders as (
  select *, iif(post in ('秘书长', '法定代表人'), post, '会长') as office
  from people
  where post in ('会长', '理事长', '法定代表人', '秘书长', '负责人')
),
asked as (
  select o.district, o.org_id, o.type, o.registered_on, o.sample, o.today, o.open, o.doubt, o.stands,
    count(p.name) as leaders,
    max(p.term_start) as began,
    max(p.term_end) as ends,
    max(iif(p.term_start <= o.today, p.term_end, null)) as ends_now,
    count(p.name) - count(p.term_end) as without_end,
    count(distinct p.office) as offices,
    count(distinct iif(o.today between p.term_start and p.term_end, p.office, null)) as filled
  from standing_today o
  left join leaders p on p.district = o.district and p.org_id = o.org_id and p.sample <= o.sample
  group by o.district, o.org_id
),
known as (
  select a.*, (
    select max(min(c.until_on, a.today)) from covered c
    where c.district = a.district and c.table_name = 'people' and c.kind = '' and c.org_type in ('', a.type) and c.sample = a.sample
      and c.from_on <= max(a.registered_on, min(a.began, date(min(c.until_on, a.today), '-5 years')))
      and c.until_on >= date(a.today, '-1 year')
  ) as known_until
  from asked a
)
select district, org_id, ends, iif(open = 0, null, ends_now) as ends_now, known_until, sample,
  open and case
    when without_end > 0 then null
    when ends_now >= today then iif(filled = offices, 1, null)
    when ends < known_until then 0
  end as within,
  case
    when open is null then doubt
    when leaders = 0 then '没有公布负责人'
    when without_end > 0 then '有负责人没有写明任期届满日'
    when filled > 0 then '有的职务任期已满，没有公布新的任期'
    when ends > coalesce(ends_now, '') then '新一届的任期还没有开始'
    when known_until is null then '任期已满，没有人声明负责人已经报全，换届也许只是没有报'
    else '声明报全的日子以后才届满，还不知道'
  end as unknown,
  iif(open = 0, stands, '任期到 ' || ends || iif(ends < today, '（截至 ' || known_until || '）', '')) as said
from known
