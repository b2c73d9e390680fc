-- code: lists
-- title: 在活动异常名录和严重违法失信名单之外吗？
-- title_en: Is it off the lists of abnormal activity and serious breach?
-- asked: 在活动异常名录或者严重违法失信名单上吗？
-- asked_en: Is it on the list of abnormal activity or of serious breach?
-- yes: 没有查到
-- yes_en: None found
-- no: 在名单上
-- no_en: On a list
-- why: 列入名单期间，会失去优先和税前扣除资格（《社会组织信用信息管理办法》）。
-- why_en: While on a list it loses preferences and deductibility (Measures on credit information of social organisations).
select
  district,
  org_id,
  case when visible then 0 when visible is null and known_until is not null then 1 end as holds,
  case
    when known_until is null then '没有人声明名单已经报全，平台上没有不等于不在名单上'
    when not visible then '可能有公示期已满、不再显示的记录，或者移出早于列入'
  end as unknown,
  iif(visible, listed_on || ' ' || kind || coalesce('：' || ground, ''), '没有在名单上（截至 ' || known_until || '）') as evidence,
  'credit_events' as table_name,
  iif(visible, json_object('event_id', event_id), null) as key,
  iif(visible, publish_until, null) as valid_until,
  sample
from credit_standing
where about = '名录'
