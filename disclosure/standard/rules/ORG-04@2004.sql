-- code: ORG-04
-- title: 没有同名的另一个组织
-- title_en: No other organisation has its name
-- severity: warning
-- effect: publish
-- basis: 《社会组织名称管理办法》（待核实）
-- basis_en: Measures on the Names of Social Organisations (to be verified)
-- scope: 每个状态正常的登记组织；只在街道（镇）备案的，名称不在登记范围里
-- scope_en: each active registered organisation; names of those only recorded with a street or town are not registered
-- explanation: 同一个区里，两个状态正常的组织名称完全相同，代码却不同。
-- explanation_en: Two active organisations of one district have the same name and different codes.
-- innocent: 撤销后重新成立的，旧的状态不再是正常，没有改。
-- innocent_en: Of one founded anew after revocation, the old one is no longer active, and that has not been filed.
-- never: 无法判断 名称和状态都是必填；符合是没有发现
with active as (
  select * from organisations where status = '正常' and registration = '登记'
),
twins as materialized (
  select *
  from active
  where (district, name, sample) in (select district, name, sample from active group by district, name, sample having count(*) > 1)
)
select
  o.district,
  'organisations' as table_name,
  json_object('org_id', o.org_id) as key,
  o.org_id,
  null as period,
  t.org_id is not null as broken,
  o.name || coalesce(' 也是 ' || min(t.org_id), '') as detail,
  o.sample
from active o
left join twins t on t.district = o.district and t.name = o.name and t.sample = o.sample and t.org_id <> o.org_id
group by o.district, o.org_id
