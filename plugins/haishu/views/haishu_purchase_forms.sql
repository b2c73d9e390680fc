-- title: 政府购买服务按资助形式
-- title_en: Government purchase by form
-- columns: form = 形式 / Form; contracts = 合同（个） / Contracts; awarded = 金额合计（元） / Amount
select district, coalesce(form, '没有写明') as form, count(*) as contracts,
  iif(count(awarded) = count(*), sum(awarded), null) as awarded, sample
from grants
where district = 'haishu' and programme = '政府购买服务' and decision = '资助'
group by district, coalesce(form, '没有写明'), sample
