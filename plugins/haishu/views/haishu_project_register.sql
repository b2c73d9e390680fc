-- title: 服务项目库：每年、每类服务有多少项目
-- title_en: The register of service projects, per year and field
-- note: A sum is empty where one of the funded projects has none filed.
-- columns: applied = 申报（个） / Applied; funded = 获得资助（个） / Funded; awarded = 资助金额（元） / Awarded; finished = 已完成（个） / Finished;
--   tendered = 公开招标的（个） / By open tender; beneficiaries = 受益人数（人） / Beneficiaries
select district, round, programme, coalesce(service_field, '没有写明') as service_field, count(*) as applied,
  sum(decision = '资助') as funded,
  iif(count(awarded) filter (where decision = '资助') = sum(decision = '资助'),
    sum(awarded) filter (where decision = '资助'), null) as awarded, sum(status = '已完成') as finished,
  sum(coalesce(route, '') like '%招标%') as tendered, 
  iif(count(beneficiaries) filter (where decision = '资助') = sum(decision = '资助'),
    sum(beneficiaries) filter (where decision = '资助'), null) as beneficiaries,
  -round as position, sample
from grants
where district = 'haishu'
group by district, round, programme, coalesce(service_field, '没有写明'), sample
