-- title: 资助和购买的项目，有多少给了3A以上的组织
-- title_en: How many grants and purchases went to bodies graded 3A or better
-- note: The plan says that 3A and above may be preferred; it is no duty, so nothing here is a breach.
-- columns: programme = 资助计划 / Programme; projects = 项目（个） / Projects; high = 给了3A以上的（个） / To 3A or better;
--   low = 给了3A以下的（个） / To 2A or less; ungraded = 给了没有等级的（个） / To ungraded; doubtful = 不知道的（个） / Unknown;
--   high_awarded = 给3A以上的金额（元） / Awarded to 3A or better
select district, programme, round, count(*) as projects, sum(holds = '3A以上') as high, sum(holds = '3A以下') as low,
  sum(holds = '没有等级') as ungraded, sum(holds = '未知') as doubtful, 
  iif(count(awarded) filter (where holds = '3A以上') = sum(holds = '3A以上'), coalesce(sum(awarded) filter (where holds = '3A以上'), 0), null)
    as high_awarded,
  -round as position, sample
from grant_grades
where district = 'haishu'
group by district, programme, round, sample
