-- title: 每年双随机抽查了多少、公布了多少、结果怎样
-- title_en: How many random inspections each year, how many published, and what they found
-- columns: checks = 抽查（次） / Inspections; bodies = 涉及组织（个） / Bodies; published = 已公布（次） / Published;
--   no_problem = 没有问题（次） / No problem; corrected = 已改正（次） / Mended; to_correct = 待改正（次） / To be mended;
--   refused = 不配合、联系不上（次） / Uncooperative or unreachable; unpublished = 还没有公布（次） / Not yet published
select district, cast(substr(checked_on, 1, 4) as integer) as year, count(*) as checks, count(distinct org_id) as bodies,
  count(published_on) as published, count(*) - count(published_on) as unpublished,
  sum(result = '未发现问题') as no_problem, sum(result = '发现问题已改正') as corrected,
  sum(result = '发现问题待改正') as to_correct, sum(result in ('不配合检查', '无法联系')) as refused, sample
from spot_checks
where district = 'zhenhai' and kind = '双随机抽查'
group by district, year, sample
