-- title: 公益创投项目款执行情况表：每年每个项目四季一行
-- title_en: The yearly table of funds: a row per project with its four quarters
-- columns: first_paid_on = 资金到位时间 / Money arrived; spent_1 = 一季度已用（元） / Spent in Q1; unspent_1 = 一季度未用（元） / Unspent after Q1;
--   spent_2 = 二季度已用（元） / Spent in Q2; unspent_2 = 二季度未用（元） / Unspent after Q2; spent_3 = 三季度已用（元） / Spent in Q3;
--   unspent_3 = 三季度未用（元） / Unspent after Q3; spent_4 = 四季度已用（元） / Spent in Q4; unspent_4 = 四季度未用（元） / Unspent after Q4;
--   at_end = 年终结余（元） / Unspent at the end of the year
select s.district, s.year, s.grant_id, g.awarded,
  (select min(p.paid_on) from grant_payments p where p.district = s.district and p.grant_id = s.grant_id and p.sample <= s.sample)
    as first_paid_on,
  max(iif(s.quarter = 1, s.spent, null)) as spent_1, max(iif(s.quarter = 1, s.unspent, null)) as unspent_1,
  max(iif(s.quarter = 2, s.spent, null)) as spent_2, max(iif(s.quarter = 2, s.unspent, null)) as unspent_2,
  max(iif(s.quarter = 3, s.spent, null)) as spent_3, max(iif(s.quarter = 3, s.unspent, null)) as unspent_3,
  max(iif(s.quarter = 4, s.spent, null)) as spent_4, max(iif(s.quarter = 4, s.unspent, null)) as unspent_4,
  max(iif(s.quarter = 4, s.unspent, null)) as at_end, group_concat(s.note, '；') as note, -s.year as position,
  max(s.sample, g.sample) as sample
from grant_spending s
join grants g on g.district = s.district and g.grant_id = s.grant_id
where s.district = 'haishu' and g.programme = '公益创投'
group by s.district, s.year, s.grant_id, max(s.sample, g.sample)
