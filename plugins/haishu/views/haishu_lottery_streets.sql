-- title: 福彩公益金每个街道申报了几个项目
-- title_en: Lottery-funded projects: how many each street applied for
-- columns: street = 街道 / Street; applied = 申报（个） / Applied; funded = 资助（个） / Funded; awarded = 资助合计（元） / Awarded;
--   asked_for = 通知要求 / Asked for
select district, round, street, count(*) as applied, sum(decision = '资助') as funded,
  iif(count(awarded) filter (where decision = '资助') = sum(decision = '资助'),
    sum(awarded) filter (where decision = '资助'), null) as awarded,
  iif(round = 2009, '2至3个', '没有规定') as asked_for, row_number() over (order by round desc, street) as position, sample
from grants
where district = 'haishu' and programme = '福彩公益金资助' and street is not null
group by district, round, street, sample
