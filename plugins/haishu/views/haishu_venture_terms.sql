-- title: 公益创投办法定下的条件，按条文的先后
-- title_en: What the venture measure sets, in the order of its articles
-- columns: section = 条文 / Article; from_on = 起 / From; until_on = 止 / Until
with named as (
  select t.*, nullif(min(coalesce(t.until_on, '9999-12-31'), coalesce(p.expires_on, '9999-12-31')), '9999-12-31') as ends_on,
    substr(t.section, 2, instr(t.section, '条') - 2) as number, '一二三四五六七八九' as digits
  from programme_terms t
  left join policies p on p.district = t.district and p.policy_id = t.policy_id
  where t.district = 'haishu' and t.programme = '公益创投'
),
placed as (
  select *, instr(number, '十') as ten from named
)
select district, section, term, value, unit, text, policy_id, from_on, ends_on as until_on,
  case
    when section not like '第%条%' then 1000
    when ten = 0 then instr(digits, number)
    else iif(ten = 1, 1, instr(digits, substr(number, 1, 1))) * 10 + iif(length(number) > ten, instr(digits, substr(number, ten + 1)), 0)
  end as position,
  sample
from placed
