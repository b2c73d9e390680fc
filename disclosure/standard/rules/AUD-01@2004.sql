-- code: AUD-01
-- title: 年度审计期间与会计年度一致
-- title_en: The audited period is the accounting year
-- severity: warning
-- effect: publish
-- basis: 《民间非营利组织会计制度》（会计年度自公历1月1日至12月31日）
-- basis_en: Accounting System for Private Non-profit Organisations (the accounting year runs from 1 January to 31
--   December)
-- scope: 每份年度审计
-- scope_en: each annual audit
-- explanation: 年度审计的期间不是一个完整的会计年度，与年度报表对不上；或者结束早于开始。
-- explanation_en: The period of the annual audit is not a whole accounting year and does not fit the annual statements, or it ends
--   before it begins.
-- innocent: 当年成立或注销的组织，期间不足一年。
-- innocent_en: An organisation founded or deregistered in the year has a shorter period.
with years as (
  select a.*, substr(a.period_end, 1, 4) || '-01-01' as first, substr(a.period_end, 1, 4) || '-12-31' as last,
    o.registered_on, iif(o.status = '正常', '', o.status_since) as closed_on
  from audits a
  left join organisations o on o.district = a.district and o.org_id = a.org_id and o.sample <= a.sample
  where a.kind = '年度审计'
)
select
  district,
  'audits' as table_name,
  json_object('audit_id', audit_id) as key,
  org_id,
  period_end as period,
  case
    when period_start > period_end then null
    when registered_on between first and last then '当年成立'
    when closed_on between first and last then '当年终止'
  end as exempt,
  case
    when registered_on is null then '没有这个组织的登记，不知道是不是当年成立或者终止'
    when closed_on is null and period_end <> last then '没有填写何时终止'
  end as unknown,
  period_start > period_end or registered_on is not null and period_start <> first
    or period_end <> last and closed_on is not null as broken,
  period_start || ' 至 ' || period_end as detail,
  sample
from years
