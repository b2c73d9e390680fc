-- code: audit-report
-- title: 年度审计报告
-- title_en: Annual audit report
-- party: 社会组织
-- basis: 《慈善组织信息公开办法》（有公开募捐资格的应当审计，条文待核实）；《基金会管理条例》第三十六条
-- applies: 有公开募捐资格的组织和基金会，每年
-- exempt: 当年成立的；当年底还没有资格的
-- due: 次年5月31日前
select
  o.district,
  o.org_id,
  iif(a.audit_id is null, json_object('org_id', o.org_id, 'year', o.year), json_object('audit_id', a.audit_id)) as key,
  cast(o.year as text) as period,
  (o.year + 1) || '-05-31' as due_on,
  a.report_date as done_on,
  case
    when o.registered_on >= o.year || '-01-01' then '当年成立'
    when substr(o.org_id, 1, 2) <> '53' and o.public_fundraising_since > o.year || '-12-31' then '当年底还没有公开募捐资格'
  end as exempt,
  null as unknown,
  0 as estimated,
  o.sample
from organisation_years o
left join audits a on a.district = o.district and a.org_id = o.org_id and a.kind = '年度审计'
  and substr(a.period_end, 1, 4) = cast(o.year as text)
where o.record = 'audits' and (o.public_fundraising_since is not null or substr(o.org_id, 1, 2) = '53')
group by o.district, o.org_id, o.year
