-- title: 对负责人的五种管理措施，每年各多少件
-- title_en: The five measures on persons in charge, how many a year
-- columns: year = 年份 / Year; measure = 措施 / Measure; number = 件数（件） / Cases; bodies = 涉及组织（个） / Bodies
select district, cast(substr(decided_on, 1, 4) as integer) as year,
  iif(measure = '任职', '任职审查', measure) as measure, sum(coalesce(number, 1)) as number,
  iif(measure = '从业禁止', null, count(distinct org_id)) as bodies, sample
from wenzhou_leader_measures
group by district, year, measure, sample
