-- code: spending
-- title: 慈善活动支出达到规定了吗？
-- title_en: Does it spend on charity what is asked?
-- why: 慈善组织每年用于慈善活动的支出有下限，各类组织不同。
-- why_en: Charities must spend a minimum on charitable activities each year, which differs by kind.
-- neutral: 不是慈善组织，没有规定
with latest as (
  select o.district, o.org_id, o.type, o.is_charity, o.sample, l.year, l.reached, l.spending_unknown, l.spending,
    row_number() over (partition by o.district, o.org_id order by l.year desc) as nth
  from organisations o
  left join charity_limits l on l.district = o.district and l.org_id = o.org_id and l.sample <= o.sample and l.exempt is null
)
select
  district,
  org_id,
  reached as holds,
  case
    when year is not null then spending_unknown
    when is_charity = 0 and type = '基金会' then '不是慈善组织；基金会另有规定，平台没有收录'
    when is_charity = 0 then '不是慈善组织，没有规定'
    else '没有公布作为慈善组织的年度收支'
  end as unknown,
  year || ' 年：' || spending as evidence,
  'finances' as table_name,
  iif(year is null, null, json_object('org_id', org_id, 'year', year)) as key,
  null as valid_until,
  sample
from latest
where nth = 1
