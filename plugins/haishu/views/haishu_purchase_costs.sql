-- title: 购买服务按什么核定经费：项目、数量、单价和质量
-- title_en: What each purchase was costed on: item, quantity, price and quality
-- columns: quality = 质量和成本的说明 / Quality and cost; unit_price = 单位成本（元） / Price; item = 服务项目 / Service
select l.district, l.grant_id, l.line, l.item, l.quantity, l.unit, l.unit_price, l.amount, l.remark as quality,
  row_number() over (order by g.round desc, l.grant_id, l.line) as position, l.sample
from grant_budget l
join grants g on g.district = l.district and g.grant_id = l.grant_id and g.programme = '政府购买服务'
where l.district = 'haishu'
