-- code: spending
-- title: 慈善活动支出达到规定了吗？
-- title_en: Does it spend on charity what is asked?
-- why: 慈善组织每年用于慈善活动的支出有下限，各类组织不同。
with latest as (
  select l.*, row_number() over (partition by l.district, l.org_id order by l.year desc) as nth
  from charity_limits l
  where l.is_charity = 1
)
select o.district, o.org_id,
  case when l.year is null or not (l.charitable_spending is not null and l.least is not null) then '未知' when round(l.charitable_spending * 100) >= round(l.least * 100) then '是' else '否' end as answer,
  case
    when o.is_charity = 0 then '不是慈善组织，没有规定'
    when l.year is null or not (l.charitable_spending is not null and l.least is not null) then '没有公布慈善活动支出或上一年的数'
    else printf('%d 年：慈善活动支出 %.2f 元，规定不少于 %.2f 元', l.year, l.charitable_spending, l.least)
  end as evidence,
  'finances' as table_name, iif(l.year is null, null, json_object('org_id', o.org_id, 'year', l.year)) as key,
  null as valid_until, o.sample
from organisations o
left join latest l on l.district = o.district and l.org_id = o.org_id and l.nth = 1
