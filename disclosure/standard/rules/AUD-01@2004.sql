-- code: AUD-01
-- title: 年度审计期间与会计年度一致
-- title_en: The audited period is the accounting year
-- severity: warning
-- effect: publish
-- basis: 《民间非营利组织会计制度》（会计年度自公历1月1日至12月31日）
-- scope: 每份审计
-- explanation: 年度审计的期间不是一个完整的会计年度，与年度报表对不上。
-- innocent: 当年成立或注销的组织，期间不足一年。
select
  district,
  'audits' as table_name,
  json_object('audit_id', audit_id) as key,
  org_id,
  period_end as period,
  case
    when kind <> '年度审计' then '不适用'
    when period_start = substr(period_end, 1, 4) || '-01-01' and period_end = substr(period_end, 1, 4) || '-12-31' then '符合'
    when exists (select 1 from organisations o where o.district = audits.district and o.org_id = audits.org_id
      and (o.registered_on >= substr(audits.period_end, 1, 4) || '-01-01' or o.status <> '正常')) then '不适用'
    else '不符合'
  end as status,
  case when kind <> '年度审计' then '不是年度审计' when period_start = substr(period_end, 1, 4) || '-01-01' and period_end = substr(period_end, 1, 4) || '-12-31' then '整个会计年度' when exists (select 1 from organisations o where o.district = audits.district and o.org_id = audits.org_id and (o.registered_on >= substr(audits.period_end, 1, 4) || '-01-01' or o.status <> '正常')) then '当年成立或已不在业' else period_start || ' 至 ' || period_end end as detail
from audits
