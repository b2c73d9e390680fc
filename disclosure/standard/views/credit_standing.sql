-- title: 每个组织今天在不在名单上，近三年有没有处罚
-- title_en: Whether each organisation is on a list today, and was penalised in three years
-- download: yes
-- note: about 名录: both lists; 处罚: penalties. visible: 1 an entry in force that may be shown, 0 one that may not be shown any
--   more or is said to have been removed before it was listed, null none. known_until: up to which day the record is declared whole,
--   of the lists since its registration or their measure (2018-01-24), of penalties since its registration or three years ago (since).
-- columns: about = 看哪一类记录 / About which records; visible = 有没有还在公示期的 / A record still on show
with kinds(about, kind, since) as (
  values ('名录', '活动异常名录', '2018-01-24'), ('名录', '严重违法失信名单', '2018-01-24')
  union all
  select '处罚', '行政处罚', date(today, '-3 years') from build
),
declared as (
  select o.district, o.org_id, o.sample, b.today, k.about, k.since, k.kind, max(min(c.until_on, b.today)) as known_until
  from organisations o, build b, kinds k
  left join covered c on c.district = o.district and c.table_name = 'credit_events' and c.kind in ('', k.kind)
    and c.org_type in ('', o.type) and c.sample = o.sample and max(o.registered_on, k.since) between c.from_on and c.until_on
    and c.until_on >= date(b.today, '-1 year')
  group by o.district, o.org_id, k.kind
),
known as (
  select district, org_id, sample, today, about, since, json_group_array(kind) as kinds,
    iif(count(known_until) = count(*), min(known_until), null) as known_until
  from declared
  group by district, org_id, about
),
entries as (
  select k.*, e.event_id, e.kind, e.listed_on, e.ground, e.publish_until,
    iif(e.event_id is null, null, coalesce(e.shown and e.in_force, 0)) as visible,
    row_number() over (partition by k.district, k.org_id, k.about order by e.shown and e.in_force desc, e.listed_on desc) as nth
  from known k
  left join credit_today e on e.district = k.district and e.org_id = k.org_id and instr(k.kinds, e.kind) and e.sample <= k.sample
    and iif(k.about = '名录', e.in_force is not 0, e.listed_on between k.since and k.today)
)
select district, org_id, about, event_id, kind, listed_on, ground, publish_until, visible, since, known_until, sample
from entries
where nth = 1
