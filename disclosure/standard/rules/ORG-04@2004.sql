-- code: ORG-04
-- title: 没有同名的另一个组织
-- title_en: No other organisation has its name
-- severity: warning
-- effect: publish
-- basis: 《社会组织名称管理办法》（待核实）
-- scope: 每个登记的组织
-- explanation: 同一个区里，两个状态正常的组织名称完全相同，代码却不同。
-- innocent: 备案后又登记的，应当填写登记前的备案编号；撤销后重新成立的，旧的状态不再是正常。
with twins as materialized (
  select district, org_id, name, status, predecessor_id
  from organisations
  where (district, name) in (select district, name from organisations group by district, name having count(*) > 1)
)
select
  o.district,
  'organisations' as table_name,
  json_object('org_id', o.org_id) as key,
  o.org_id,
  null as period,
  case
    when o.status <> '正常' then '不适用'
    when t.other is null then '符合'
    else '不符合'
  end as status,
  case when o.status <> '正常' then '状态不是正常' when t.other is null then o.name else o.name || ' 也是 ' || t.other end as detail
from organisations o
left join (
  select a.district, a.org_id, min(b.org_id) as other
  from twins a
  join twins b on b.district = a.district and b.name = a.name and b.org_id <> a.org_id and b.status = '正常'
  where b.org_id is not a.predecessor_id and a.org_id is not b.predecessor_id
  group by a.district, a.org_id
) t on t.district = o.district and t.org_id = o.org_id
