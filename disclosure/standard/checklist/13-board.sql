-- code: board
-- title: 现任负责人可以看到吗，在任期内吗？
-- title_en: Can its present leaders be seen, and are they within their term?
-- why: 任期届满不换届，是内部治理最常见的问题。
with seen as (
  select district, org_id, count(*) as known, max(coalesce(term_end, '9999-12-31')) as last
  from people
  where post in ('会长', '理事长', '法定代表人', '秘书长', '负责人')
  group by district, org_id
)
select o.district, o.org_id,
  case when s.known is null then '未知' when s.last >= (select today from build) then '是' else '否' end as answer,
  case
    when s.known is null then '平台上没有它的负责人'
    when s.last = '9999-12-31' then '有负责人，没有填报任期届满日'
    else '任期至 ' || s.last
  end as evidence,
  'people' as table_name, json_object('org_id', o.org_id) as key, nullif(s.last, '9999-12-31') as valid_until, o.sample
from organisations o
left join seen s on s.district = o.district and s.org_id = o.org_id
