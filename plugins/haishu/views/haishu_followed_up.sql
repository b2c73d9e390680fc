-- title: 每起投诉举报查到了哪一步
-- title_en: How far each complaint was pursued
-- note: The plan wants every complaint about honesty pursued to the end: answered, with a result and what was done.
-- columns: step = 查到哪一步 / Step; days = 用了几天（日） / Days; kind = 种类 / Kind;
--   subject = 事由 / Subject
-- filed: subject, result, measure
select c.district, c.org_id, c.kind, c.subject, c.received_on, c.answered_on, c.result, c.measure,
  iif(c.answered_on between c.received_on and b.today, cast(julianday(c.answered_on) - julianday(c.received_on) as integer), null) as days,
  case
    when c.received_on > b.today then '日期在以后'
    when c.answered_on > b.today then '日期在以后'
    when c.answered_on is null then '没有公布答复'
    when c.measure is not null then '已答复，已采取措施'
    else '已答复'
  end as step,
  c.sample
from complaints c
join build b
where c.district = 'haishu' and c.kind in ('投诉', '举报')
