-- code: audit
-- title: 最近一次年度审计是无保留意见吗？
-- title_en: Is the opinion of its latest annual audit clean?
-- why: 保留意见、否定意见和无法表示意见，说明账上有注册会计师不能认可的地方。
with latest as (
  select a.*, row_number() over (partition by a.district, a.org_id order by a.period_end desc, a.audit_id) as nth
  from audits a
  where a.kind = '年度审计'
)
select o.district, o.org_id,
  case when coalesce(a.opinion, '未发表审计意见') = '未发表审计意见' then '未知' when a.opinion like '%无保留意见' then '是' else '否' end as answer,
  iif(a.audit_id is null, '平台上没有它的年度审计', substr(a.period_end, 1, 4) || ' 年：' || coalesce(a.opinion, '没有写明意见')) as evidence,
  'audits' as table_name, iif(a.audit_id is null, null, json_object('audit_id', a.audit_id)) as key,
  null as valid_until, o.sample
from organisations o
left join latest a on a.district = o.district and a.org_id = o.org_id and a.nth = 1
