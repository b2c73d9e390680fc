-- code: AUD-03
-- title: 有公开募捐资格的每年审计
-- title_en: A body with a fundraising licence is audited each year
-- severity: warning
-- effect: publish
-- basis: 《慈善组织信息公开办法》（民政部令第81号，自2026年起施行；条文待核实）；《慈善法》
-- basis_en: Measures on Disclosure by Charities (Ministry of Civil Affairs Order No. 81, in force from 2026; articles
--   to be verified); Charity Law
-- scope: 有公开募捐资格、到期时没有终止的组织公布了收支的每个年度
-- scope_en: each year with published accounts of organisations that may raise funds publicly and had not ended when it was due
-- applies_from: 2016-09-01
-- explanation: 有公开募捐资格，公布了这一年的收支，却没有公布这一年的审计。
-- explanation_en: It may raise funds publicly and published the year's accounts, but no audit of the year.
-- innocent: 审计报告还没有提交。
-- innocent_en: The audit report has not been filed yet.
with asked as (
  select f.district, f.org_id, f.year, f.sample, (f.year + 1) || '-05-31' as due, o.registered_on,
    o.charity_since > f.year || '-12-31' as later,
    (
      select max(a.whole) from audited_years a
      where a.district = f.district and a.org_id = f.org_id and a.year = f.year and a.sample <= f.sample
    ) as audited, -- 1 the whole year, 0 a part of it
    (
      select max(min(c.until_on, b.today)) from covered c
      where c.district = f.district and c.table_name = 'audits' and c.kind in ('', '年度审计') and c.org_type in ('', o.type)
        and c.sample = f.sample and c.from_on <= (f.year + 1) || '-01-01'
    ) as known_until
  from finances f, build b
  join organisations o on o.district = f.district and o.org_id = f.org_id and o.sample <= f.sample
  where o.public_fundraising_since <= f.year || '-12-31' and coalesce(o.is_charity, 1)
    and (o.status = '正常' or o.status_since > (f.year + 1) || '-05-31')
),
judged as (
  select *, case when audited then 0 when audited is null and known_until > due and later is not 1 then 1 end as broken
  from asked
)
select
  district,
  'finances' as table_name,
  json_object('org_id', org_id, 'year', year) as key,
  org_id,
  cast(year as text) as period,
  iif(registered_on >= year || '-01-01' and audited is null, '当年成立', null) as exempt,
  case
    when broken is not null then null
    when later then '取得资格比成为慈善组织早，不知道当年是不是慈善组织'
    when audited = 0 then '审计只覆盖这一年的一部分'
    when known_until is null then '没有人声明审计已经报全，也许只是没有报'
    else '声明报全的日子还没有过报送期限'
  end as unknown,
  broken,
  year || ' 年的年度审计' || iif(audited, '已经公布', '没有公布（截至 ' || known_until || '）') as detail,
  iif(year < 2025, '《慈善法》（条文待核实）', '《慈善组织信息公开办法》（民政部令第81号，条文待核实）；《慈善法》') as basis,
  sample
from judged
