-- title: 公益创投每一轮的钱从哪里来
-- title_en: Where the venture programme's money came from, per round
-- note: A sum is empty where one of its projects has none filed.
-- columns: funding_source = 资金来源 / Source of the money; projects = 资助项目（个） / Funded; awarded = 资助合计（元） / Awarded
select district, round, coalesce(funding_source, '没有写明') as funding_source, count(*) as projects,
  iif(count(awarded) = count(*), sum(awarded), null) as awarded,
  -round as position, sample
from grants
where district = 'haishu' and programme = '公益创投' and decision = '资助'
group by district, round, coalesce(funding_source, '没有写明'), sample
