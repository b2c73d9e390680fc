-- title: 每个乡镇（街道）和城乡社区的枢纽型、支持型组织
-- title_en: The hub organisations of each street, town and community
-- download: yes
-- note: A hub of the level of the area, standing today, of the same street (and community), or named by the area itself. None found says,
--   as of that day, that there is none only where all organisations are declared filed up to a day since the document (2018-10-01),
--   and each that may be there then says whether it is a hub, of which level and where.
-- columns: area = 地方 / Place; level = 级别 / Level; urban_rural = 城乡 / Urban or rural; hubs = 枢纽型、支持型组织（个） / Hubs; names = 名称 / Names;
--   kinds = 种类 / Kinds; state = 达到没有 / Reached;
--   known_until = 组织名单报全到 / Bodies filed up to; lower = 是不是社区一级 / Of the level of communities
-- filed: area, names
with places as (
  select a.*, iif(a.level in ('社区', '村'), '社区', '街道镇') as of_level,
    iif(a.level in ('社区', '村'), p.name, a.name) as of_street, iif(a.level in ('社区', '村'), a.name, null) as of_community
  from areas a
  left join areas p on p.district = a.district and p.area_id = a.parent
  where a.district = 'wenzhou' and a.level in ('街道', '镇', '乡', '社区', '村')
),
possible as (
  select s.*, k.until_on, o.org_id, o.name as org_name, h.kind, o.org_id = s.hub_org_id as named,
    o.open and (
      o.org_id = s.hub_org_id
      or o.is_hub and o.hub_level = s.of_level and o.street = s.of_street and (s.of_community is null or o.community = s.of_community)
    ) as hub,
    o.org_id is not null and (o.open is not 0 or coalesce(o.status_since > k.until_on, 1)) as doubtful
  from places s
  left join covered k on k.district = s.district and k.table_name = 'organisations' and k.kind = '' and k.org_type = ''
    and k.sample = s.sample and k.from_on <= '1949-10-01' and k.until_on >= '2018-10-01'
  left join standing_today o on o.district = s.district and o.sample = s.sample and o.status <> '筹备' and (
    o.org_id = s.hub_org_id
    or o.is_hub is not 0 and coalesce(o.hub_level, s.of_level) = s.of_level and coalesce(o.street, s.of_street) = s.of_street
      and (s.of_community is null or coalesce(o.community, s.of_community) = s.of_community)
  )
  left join wenzhou_hubs h on h.district = o.district and h.org_id = o.org_id and h.sample <= o.sample
)
select t.district, t.name as area, t.level, t.urban_rural, nullif(sum(hub), 0) as hubs,
  group_concat(iif(hub, org_name, null), '、') as names,
  group_concat(iif(hub, t.kind, null), '、') as kinds,
  case
    when sum(hub) > 0 then '达到'
    when t.until_on is null or max(t.doubtful) or t.hub_org_id is not null and coalesce(max(t.named), 0) = 0 then '无法判断'
    else '到 ' || t.until_on || ' 未达到'
  end as state,
  t.until_on as known_until,
  iif(t.of_community is null, 0, 1) as lower, t.sample
from possible t
group by t.district, t.area_id
