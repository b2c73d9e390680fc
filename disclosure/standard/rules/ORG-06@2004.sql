-- code: ORG-06
-- title: 任期届满前换届
-- title_en: Terms do not run out without an election
-- severity: warning
-- effect: publish
-- basis: 《基金会管理条例》第二十条；社会团体和民办非企业单位章程（待核实）
-- scope: 每个登记的组织
-- explanation: 负责人的任期已满，没有公布换届，也没有公布新的任期。
-- innocent: 经批准延期换届（一般不超过一年），或者换届结果还没有提交。
select
  o.district,
  'organisations' as table_name,
  json_object('org_id', o.org_id) as key,
  o.org_id,
  null as period,
  case
    when o.status <> '正常' or p.last is null then '不适用'
    when p.last < coalesce(nullif(:today, ''), (select today from build)) then '不符合'
    else '符合'
  end as status,
  case when o.status <> '正常' or p.last is null then '状态不是正常，或者没有公布任期' else '最近一届任期到 ' || p.last end as detail
from organisations o
left join (
  select district, org_id, max(coalesce(term_end, '9999-12-31')) as last
  from people
  where post in ('会长', '理事长', '法定代表人', '秘书长', '负责人') and (term_end is not null or term_start is not null)
  group by district, org_id
) p on p.district = o.district and p.org_id = o.org_id
