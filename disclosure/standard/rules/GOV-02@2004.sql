-- code: GOV-02
-- title: 有公开募捐资格的，理事长不兼秘书长
-- title_en: With a fundraising licence the chair is not the secretary-general
-- severity: warning
-- effect: publish
-- basis: 《慈善组织公开募捐管理办法》（条次待核实）
-- scope: 每个登记的组织
-- explanation: 同一个人同时担任理事长（会长）和秘书长，而组织有公开募捐资格。
-- innocent: 换届交接期间两个任期短暂重叠；同名的两个人。
select
  o.district,
  'organisations' as table_name,
  json_object('org_id', o.org_id) as key,
  o.org_id,
  null as period,
  case
    when not (o.public_fundraising_since is not null) then '不适用'
    when t.name is null then '符合'
    else '不符合'
  end as status,
  case when not (o.public_fundraising_since is not null) then '没有公开募捐资格' when t.name is null then '没有发现' else t.name || ' 同时担任 ' || t.one || ' 和 ' || t.two end as detail
from organisations o
left join (
  select a.district, a.org_id, min(a.name) as name, a.post as one, b.post as two
  from people a
  join people b on b.district = a.district and b.org_id = a.org_id and b.name = a.name
  where a.post in ('理事长', '会长') and b.post in ('秘书长')
    and coalesce(a.term_end, '9999-12-31') >= coalesce(nullif(:today, ''), (select today from build)) and coalesce(b.term_end, '9999-12-31') >= coalesce(nullif(:today, ''), (select today from build))
  group by a.district, a.org_id
) t on t.district = o.district and t.org_id = o.org_id
