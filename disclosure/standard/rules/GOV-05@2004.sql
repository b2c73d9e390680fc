-- code: GOV-05
-- title: 监事不兼任理事
-- title_en: A supervisor is not a director
-- severity: warning
-- effect: publish
-- basis: 《基金会管理条例》第二十二条；章程示范文本（待核实）
-- scope: 每个登记的组织
-- explanation: 同一个人同时是监事（监事长）和理事、理事长或秘书长。
-- innocent: 换届交接期间两个任期短暂重叠；同名的两个人。
select
  o.district,
  'organisations' as table_name,
  json_object('org_id', o.org_id) as key,
  o.org_id,
  null as period,
  case
    when not (o.registration = '登记') then '不适用'
    when t.name is null then '符合'
    else '不符合'
  end as status,
  case when not (o.registration = '登记') then '备案组织不设监事' when t.name is null then '没有发现' else t.name || ' 同时担任 ' || t.one || ' 和 ' || t.two end as detail
from organisations o
left join (
  select a.district, a.org_id, min(a.name) as name, a.post as one, b.post as two
  from people a
  join people b on b.district = a.district and b.org_id = a.org_id and b.name = a.name
  where a.post in ('监事', '监事长') and b.post in ('理事', '常务理事', '理事长', '副理事长', '秘书长')
    and coalesce(a.term_end, '9999-12-31') >= coalesce(nullif(:today, ''), (select today from build)) and coalesce(b.term_end, '9999-12-31') >= coalesce(nullif(:today, ''), (select today from build))
  group by a.district, a.org_id
) t on t.district = o.district and t.org_id = o.org_id
