-- title: 规划的目标和到期时的实际值，写成一句
-- title_en: The targets of the plans and what they came to, in words
-- columns: indicator = 目标 / Target; plan = 规划 / Plan; due = 到哪天 / Due; wanted = 要达到 / To reach; came = 实际 / Actual;
--   actual_on = 实际值的日期 / Day of the actual; status = 达到了吗 / Reached; earlier = 到期以前的数 / Before it fell due;
--   detail = 为什么无法判断 / Why it cannot be judged
with written as (
  select *, printf('%.12g', value) || iif(value_max is null, '', '至' || printf('%.12g', value_max)) || ' ' || unit as asked,
    iif(actual is null, null, coalesce(actual_qualifier, '') || printf('%.12g', actual)
      || iif(actual_max is null, '', '至' || printf('%.12g', actual_max)) || ' ' || unit) as came,
    iif(earlier is null, null, coalesce(earlier_qualifier, '') || printf('%.12g', earlier)
      || iif(earlier_max is null, '', '至' || printf('%.12g', earlier_max)) || ' ' || earlier_unit || '（' || earlier_on || '）') as before
  from target_results
  where district = 'haishu'
)
select district, indicator || iif(dimension = '总计', '', '（' || dimension || '）') as indicator, plan,
  iif(recurrence = '每年', '每年，到 ', '') || coalesce(due_on, due_year) as due,
  iif(comparison in ('=', '区间'), '', comparison || ' ') || asked as wanted, came, actual_on, status, before as earlier, detail,
  row_number() over (order by due_year, plan, position) as position, sample
from written
