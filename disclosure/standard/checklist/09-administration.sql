-- code: administration
-- title: 管理费用在规定以内吗？
-- title_en: Are its administration costs within the limit?
-- why: 慈善组织的管理费用占支出的比例有上限，各类组织不同。
with latest as (
  select l.*, row_number() over (partition by l.district, l.org_id order by l.year desc) as nth
  from charity_limits l
  where l.is_charity = 1
)
select o.district, o.org_id,
  case when l.year is null or not (l.expense_administration is not null and l.most is not null and l.last_net is not null and l.expense_total > 0) then '未知' when l.expense_administration < 200000 or l.expense_administration <= l.most * l.expense_total then '是' else '否' end as answer,
  case
    when o.is_charity = 0 then '不是慈善组织，没有规定'
    when l.year is null or not (l.expense_administration is not null and l.most is not null and l.last_net is not null and l.expense_total > 0) then '没有公布管理费用或上一年的数'
    else printf('%d 年：管理费用 %.2f 元，占 %.1f%%，规定不超过 %.0f%%', l.year, l.expense_administration, 100.0 * l.expense_administration / l.expense_total, 100 * l.most)
  end as evidence,
  'finances' as table_name, iif(l.year is null, null, json_object('org_id', o.org_id, 'year', l.year)) as key,
  null as valid_until, o.sample
from organisations o
left join latest l on l.district = o.district and l.org_id = o.org_id and l.nth = 1
