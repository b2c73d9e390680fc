-- code: FIN-16
-- title: 政府补助收入不少于本平台上的政府资助
-- title_en: Government grants received are no less than those published here
-- severity: warning
-- effect: publish
-- basis: 《民间非营利组织会计制度》（财会〔2004〕7号）业务活动表（政府补助收入）
-- scope: 每个组织每个年度的收支
-- explanation: 这一年公布的公益创投和福彩公益金拨款合计，多于报表上的政府补助收入。
-- innocent: 拨款可能记在提供服务收入里，或者年底拨出、次年到账。
with paid as (
  select g.district, g.org_id, cast(substr(p.paid_on, 1, 4) as integer) as year, sum(p.amount) as amount
  from grant_payments p
  join grants g on g.district = p.district and g.grant_id = p.grant_id
  where p.paid_on is not null and g.programme in ('公益创投', '福彩公益金资助')
  group by g.district, g.org_id, year
)
select
  f.district,
  'finances' as table_name,
  json_object('org_id', f.org_id, 'year', f.year) as key,
  f.org_id,
  cast(f.year as text) as period,
  case
    when paid.amount is null then '不适用'
    when f.income_government_grants is null then '无法判断'
    when round((paid.amount - f.income_government_grants) * 100) <= round(cast(coalesce(nullif(:tolerance, ''), 0.01) as real) * 100) then '符合'
    else '不符合'
  end as status,
  case
    when paid.amount is null then '这一年没有公布的拨款'
    when f.income_government_grants is null then '没有填写政府补助收入'
    else printf('政府补助收入 %.2f，公布的拨款合计 %.2f', f.income_government_grants, paid.amount)
  end as detail
from finances f
left join paid on paid.district = f.district and paid.org_id = f.org_id and paid.year = f.year
