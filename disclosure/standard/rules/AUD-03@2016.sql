-- code: AUD-03
-- title: 有公开募捐资格的每年审计
-- title_en: A body with a fundraising licence is audited each year
-- severity: warning
-- effect: publish
-- basis: 《慈善组织信息公开办法》（民政部令第81号，自2026年起施行；条文待核实）；《慈善法》
-- scope: 有公开募捐资格的组织每个年度
-- explanation: 有公开募捐资格，公布了这一年的收支，却没有公布这一年的审计。
-- innocent: 审计报告还没有提交。
select
  f.district,
  'finances' as table_name,
  json_object('org_id', f.org_id, 'year', f.year) as key,
  f.org_id,
  cast(f.year as text) as period,
  case
    when o.public_fundraising_since is null or o.public_fundraising_since > f.year || '-12-31' then '不适用'
    when exists (select 1 from audits a where a.district = f.district and a.org_id = f.org_id and a.kind = '年度审计' and substr(a.period_end, 1, 4) = cast(f.year as text)) then '符合'
    else '不符合'
  end as status,
  iif(o.public_fundraising_since is null or o.public_fundraising_since > f.year || '-12-31', '没有公开募捐资格', f.year || ' 年的年度审计') as detail
from finances f
left join organisations o on o.district = f.district and o.org_id = f.org_id
