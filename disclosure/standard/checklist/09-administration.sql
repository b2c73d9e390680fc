-- code: administration
-- title: 管理费用在规定以内吗？
-- title_en: Are its administration costs within the limit?
-- why: 慈善组织的管理费用占支出的比例有上限，各类组织不同。
-- why_en: Administration of charities is limited to a share of spending, which differs by kind.
-- neutral: 不是慈善组织，没有规定
with latest as (
  select o.district, o.org_id, o.type, o.is_charity, o.sample, l.year, l.within, l.administration_unknown, l.administration,
    row_number() over (partition by o.district, o.org_id order by l.year desc) as nth
  from organisations o
  left join charity_limits l on l.district = o.district and l.org_id = o.org_id and l.sample <= o.sample and l.exempt is null
)
select
  district,
  org_id,
  within as holds,
  case
    when year is not null then administration_unknown
    when is_charity = 0 and type = '基金会' then '不是慈善组织；基金会另有规定，平台没有收录'
    when is_charity = 0 then '不是慈善组织，没有规定'
    else '没有公布作为慈善组织的年度收支'
  end as unknown,
  year || ' 年：' || administration as evidence,
  'finances' as table_name,
  iif(year is null, null, json_object('org_id', org_id, 'year', year)) as key,
  null as valid_until,
  sample
from latest
where nth = 1
