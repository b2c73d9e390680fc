-- code: lottery-statement
-- title: 资助资金使用公告
-- title_en: Yearly statement of a programme's funds
-- party: 登记管理机关
-- party_en: registration authority
-- basis: 各区资助办法的条款（programme_terms：年度公告期限）
-- basis_en: Terms of each district’s measures on grants (programme_terms: day of the yearly statement)
-- applies: 规定年度公告的计划（如福彩公益金资助）有资助项目的每一年
-- applies_en: Each year with funded projects of a programme that requires a yearly statement (such as lottery welfare funds)
-- due: 次年规定的月日以前
-- due_en: by the day set in the next year
-- never: 不适用 只列规定年度公告的计划
with years as (
  select g.district, g.programme, g.round, g.sample, (g.round + 1) || '-' || max(t.text) as day,
    replace(group_concat(distinct t.basis), ',', '；') as basis
  from grants g
  join grant_terms t on t.district = g.district and t.grant_id = g.grant_id and t.term = '年度公告期限'
  where g.decision = '资助'
  group by g.district, g.programme, g.round, g.sample
),
noticed as (
  select y.*, n.published_on,
    n.kind = '其他' and n.programme is not null and n.round is not null and n.published_on > y.round || '-12-31'
      and (n.title like '%使用情况%' or n.title like '%公告%使用%' or n.title like '%使用%公告%') as sure
  from years y
  left join notices n on n.district = y.district and n.sample <= y.sample and n.published_on > y.round || '-11-30'
    and coalesce(n.programme, y.programme) = y.programme and coalesce(n.round, y.round) = y.round
    and (n.kind = '其他' or n.title like '%使用%')
),
stated as (
  select *, min(date(day), date(substr(day, 1, 7) || '-01', '+1 month', '-1 day')) as due_on,
    min(iif(sure, published_on, null)) as done_on,
    min(iif(not sure, published_on, null)) as perhaps_on
  from noticed
  group by district, programme, round, sample
)
select
  s.district,
  null as org_id,
  json_object('programme', s.programme, 'round', s.round) as key,
  cast(s.round as text) as period,
  s.due_on,
  iif(s.perhaps_on <= s.due_on and coalesce(s.done_on, '9999') > s.due_on, null, s.done_on) as done_on,
  iif(s.perhaps_on <= s.due_on, '有的公告没有写明计划、轮次，或者标题没有写资金使用，也许就是它', null) as unknown,
  max(c.until_on) as covered_until,
  0 as estimated,
  s.basis,
  s.sample
from stated s
left join covered c on c.district = s.district and c.table_name = 'notices' and c.kind in ('', '其他') and c.org_type = ''
  and c.sample = s.sample and c.from_on <= (s.round + 1) || '-01-01'
group by s.district, s.programme, s.round, s.sample
