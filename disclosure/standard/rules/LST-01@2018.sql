-- code: LST-01
-- title: 列入活动异常名录满两年的转入严重失信名单
-- title_en: Two years on the abnormal list lead to the serious list
-- severity: warning
-- effect: publish
-- basis: 《社会组织信用信息管理办法》（民政部令第60号）第十一至十六条（条文待核实）
-- basis_en: Measures on Credit Information of Social Organisations (Ministry of Civil Affairs Order No. 60), articles
--   11 to 16 (articles to be verified)
-- applies_from: 2018-01-24
-- scope: 每条活动异常名录的记录；满两年以前组织已经终止的不适用
-- scope_en: each entry on the list of abnormal activity; not where the organisation ended within two years
-- explanation: 列入活动异常名录满两年的时候没有移出，也没有转入严重违法失信名单；或者移出早于列入。
-- explanation_en: When two years on the list of abnormal activity were over it had not been removed, nor has it been moved to the list
--   of serious violations; or it was removed before it was listed.
-- innocent: 移出的决定还没有提交。
-- innocent_en: The decision to remove it has not been filed yet.
with asked as (
  select e.*, min(date(e.listed_on, '+24 months'), date(e.listed_on, 'start of month', '+25 months', '-1 day')) as full_on,
    iif(o.status = '正常', '9999-12-31', o.status_since) as ended_on,
    exists (
      select * from credit_today n
      where n.district = e.district and n.org_id = e.org_id and n.kind = '严重违法失信名单' and n.sample <= e.sample
        and n.listed_on <= e.today and (n.listed_on >= e.listed_on or n.in_force)
    ) as moved,
    (
      select max(min(c.until_on, e.today)) from covered c
      where c.district = e.district and c.table_name = 'credit_events' and c.kind in ('', '严重违法失信名单') and c.org_type in ('', o.type)
        and c.sample = e.sample and c.from_on <= e.listed_on
    ) as known_until
  from credit_today e
  join organisations o on o.district = e.district and o.org_id = e.org_id and o.sample <= e.sample
  where e.kind = '活动异常名录'
),
judged as (
  select *,
    case
      when removed_on < listed_on then 1
      when removed_on <= min(full_on, today) or moved or full_on >= today then 0
      when full_on < known_until and ended_on is not null then 1
    end as broken
  from asked
)
select
  district,
  'credit_events' as table_name,
  json_object('event_id', event_id) as key,
  org_id,
  listed_on as period,
  iif(coalesce(removed_on >= listed_on, 1) and ended_on <= min(full_on, today), '满两年以前组织已经终止', null) as exempt,
  case
    when broken is not null then null
    when ended_on is null then '没有填写组织何时终止'
    when known_until is null then '没有人声明严重违法失信名单已经报全，转入也许只是没有报'
    else '声明报全的日子以后才满两年，还不知道'
  end as unknown,
  broken,
  listed_on || ' 列入，' || case
    when removed_on < listed_on then removed_on || ' 移出，早于列入'
    when broken and not in_force then removed_on || ' 才移出，没有转入（截至 ' || known_until || '）'
    when broken then '没有移出，没有转入（截至 ' || known_until || '）'
    when moved then '已列入严重违法失信名单'
    when in_force or removed_on is null then '还没有超过两年'
    else removed_on || ' 移出'
  end as detail,
  sample
from judged
