-- code: penalties
-- title: 近三年的行政处罚记录是空白吗？
-- title_en: Is its record of penalties of the last three years empty?
-- asked: 近三年受过行政处罚吗？
-- asked_en: Was it penalised in the last three years?
-- yes: 没有查到
-- yes_en: None found
-- no: 受过处罚
-- no_en: Penalised
-- why: 处罚决定在公示期内公布；过了公示期的，平台不再显示。
-- why_en: Penalties are published for a set period; after that the register shows them no longer.
select
  district,
  org_id,
  case when visible then 0 when visible is null and known_until is not null then 1 end as holds,
  case
    when known_until is null then '没有人声明处罚已经报全，平台上没有不等于没有受过'
    when not visible then '可能有公示期已满、不再显示的记录，或者移出早于列入'
  end as unknown,
  iif(visible, listed_on || ' ' || kind || coalesce('：' || ground, ''), since || ' 以来没有受过行政处罚（截至 ' || known_until || '）') as evidence,
  'credit_events' as table_name,
  iif(visible, json_object('event_id', event_id), null) as key,
  iif(visible, publish_until, null) as valid_until,
  sample
from credit_standing
where about = '处罚'
