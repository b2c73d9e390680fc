-- code: audit
-- title: 最近一次年度审计是无保留意见吗？
-- title_en: Is the opinion of its latest annual audit clean?
-- why: 保留意见、否定意见和无法表示意见，说明账上有注册会计师不能认可的地方。
-- why_en: A qualified opinion, an adverse one or a disclaimer says that the auditor could not accept part of the books.
with latest as (
  select o.district, o.org_id, o.sample, a.audit_id, a.period_end, a.clean, a.said,
    rank() over (partition by o.district, o.org_id order by a.period_end desc, a.report_date desc) as nth
  from organisations o
  left join audit_opinions a on a.district = o.district and a.org_id = o.org_id and a.kind = '年度审计' and a.sample <= o.sample
)
select
  district,
  org_id,
  iif(min(clean) = max(clean) and count(clean) = count(*), min(clean), null) as holds,
  case
    when count(audit_id) > 1 and (min(clean) < max(clean) or count(clean) < count(*)) then '同一期间有几份年度审计，意见不同'
    when max(audit_id) is null then '平台上没有它的年度审计'
    when max(clean) is null then '最近一次年度审计没有发表意见'
  end as unknown,
  substr(period_end, 1, 4) || ' 年：' || min(said) as evidence,
  'audits' as table_name,
  iif(max(audit_id) is null, null, json_object('audit_id', min(audit_id))) as key,
  null as valid_until,
  sample
from latest
where nth = 1
group by district, org_id
