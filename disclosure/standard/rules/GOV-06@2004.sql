-- code: GOV-06
-- title: 每届任期不超过五年
-- title_en: No term is longer than five years
-- severity: warning
-- effect: publish
-- basis: 《基金会管理条例》第二十条；章程示范文本（待核实）
-- scope: 公布了起止日期的每个任期
-- explanation: 一个任期的起止相差超过五年。
-- innocent: 经批准延期换届。
select
  district,
  'people' as table_name,
  json_object('org_id', org_id, 'name', name, 'post', post, 'term_start', term_start) as key,
  org_id,
  term_start as period,
  case
    when term_end is null then '不适用'
    when term_end <= date(term_start, '+' || cast(coalesce(nullif(:years, ''), 5) as real) || ' years') then '符合'
    else '不符合'
  end as status,
  iif(term_end is null, '没有写明任期结束', term_start || ' 至 ' || term_end) as detail
from people
