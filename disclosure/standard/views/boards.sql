-- title: 每个基金会的理事会
-- title_en: The board of each foundation
-- download: yes
-- note: Counted on on_day: the day up to which the people are declared complete (known_until), else today. least, most: without and with
--   those whose term has no end filed or ends on the day on which another's begins, or whose post on the board is another; paid_least,
--   paid_most: likewise, and without and with those of whom it is not filed; of_most, of_least: how many there are on the board then. A
--   term is at most five years. Two terms of one name in one post to one end may be two
--   people's.
-- columns: on_day = 截至哪天 / As of; least = 理事最少几人（人） / Directors at least; most = 理事最多几人（人） / Directors at most; paid_least = 领取报酬的最少几人（人）
--   / Paid at least; paid_most = 领取报酬的最多几人（人） / Paid at most; of_least = 算比例的理事最少几人（人） / Directors counted for the share, at least;
--   of_most = 算比例的理事最多几人（人） / Directors counted for the share, at most
with known as (
  select o.district, o.org_id, o.sample, o.today, (
    select max(min(c.until_on, o.today)) from covered c
    where c.district = o.district and c.table_name = 'people' and c.kind = '' and c.org_type in ('', o.type) and c.sample = o.sample
      and max(o.registered_on, date(min(c.until_on, o.today), '-5 years')) between c.from_on and c.until_on
  ) as known_until
  from standing_today o
  where o.type = '基金会' and o.open
),
handed_over as (
  select distinct district, org_id, term_start as day, sample from people
),
serving as (
  select k.district, k.org_id, k.sample, k.known_until, coalesce(k.known_until, k.today) as on_day, p.name, count(*) as alike,
    max(p.post in ('理事长', '副理事长', '常务理事', '理事') and p.term_end is not null and s.org_id is null) as sure,
    case when max(p.paid) then 1 when count(p.paid) = count(*) then 0 end as paid
  from known k
  left join people p on p.district = k.district and p.org_id = k.org_id and p.sample <= k.sample
    and (p.body = '理事会' or p.post in ('理事长', '副理事长', '常务理事', '理事'))
    and p.term_start <= coalesce(k.known_until, k.today) and coalesce(p.term_end, '9999-12-31') >= coalesce(k.known_until, k.today)
  left join handed_over s on s.district = p.district and s.org_id = p.org_id and s.day = p.term_end
    and s.day = coalesce(k.known_until, k.today) and s.sample <= k.sample
  group by k.district, k.org_id, p.name, p.post, p.term_end
),
members as (
  select district, org_id, sample, known_until, on_day, name, max(sure) as sure, max(alike) as alike,
    case when max(paid) then 1 when count(paid) = count(*) then 0 end as paid
  from serving
  group by district, org_id, name
)
select district, org_id, known_until, on_day, sample,
  total(sure) as least,
  coalesce(sum(iif(name is null, 0, alike)), 0) as most,
  total(sure and coalesce(paid, 0)) as paid_least,
  total(iif(name is not null and coalesce(paid, 1), alike, 0)) as paid_most,
  total(iif(sure or name is not null and not coalesce(paid, 0), alike, 0)) as of_most,
  total(sure or name is not null and coalesce(paid, 1)) as of_least
from members
group by district, org_id
