-- title: 诚信档案的每条记录，从哪里来、今天还在不在效力期
-- title_en: Each entry of the honesty file, where it comes from and whether it stands today
-- note: The plan names three aspects and no levels. An entry of credit_events stands under the aspect filed with it;
--   audit opinions are put under 财务管理, inspections under 守法, tax qualifications under 纳税 by this register.
--   An entry whose term of publication is over is not shown.
-- columns: aspect = 方面 / Aspect; entry = 记录 / Entry; level = 等级 / Level; day = 日期 / Day; ground = 内容 / Content;
--   authority = 谁作出的 / By whom; origin = 从哪张表来 / From which table; state = 今天 / Today
-- filed: authority
with entries as (
  select e.district, e.org_id, coalesce(e.aspect, '没有写明') as aspect, e.kind as entry, e.level, e.listed_on as day, e.ground, e.authority,
    '信用记录' as origin,
    case
      when e.in_force then '在效力期'
      when e.in_force is null then '移出早于列入'
      when e.listed_on > e.today then '还没有生效'
      else '已移出 ' || e.removed_on
    end as state,
    e.sample
  from credit_today e
  where e.shown
  union all
  select a.district, a.org_id, '财务管理', a.kind, a.opinion, a.report_date,
    substr(a.period_start, 1, 4) || iif(substr(a.period_end, 1, 4) > substr(a.period_start, 1, 4), '至' || substr(a.period_end, 1, 4), '')
      || '年度的审计', a.auditor, '审计',
    iif(a.report_date > b.today, '还没有生效', '只说那一年'), a.sample
  from audits a
  join build b
  where a.org_id is not null
  union all
  select i.district, i.org_id, '守法', i.kind, i.conclusion, coalesce(i.decided_on, i.submitted_on),
    i.year || '年度' || coalesce('：' || i.rectification, ''), coalesce(o.registrar, '没有写明'), '年检与年报',
    iif(coalesce(i.decided_on, i.submitted_on) > b.today, '还没有生效', '只说那一年'), i.sample
  from inspections i
  join build b
  join organisations o on o.district = i.district and o.org_id = i.org_id and o.sample <= i.sample
  union all
  select o.district, o.org_id, '纳税', '公益性捐赠税前扣除资格', null, o.tax_deductible_from, '有效期到 ' || o.tax_deductible_until,
    '没有写明', '社会组织',
    case when o.tax_deductible_from > b.today then '还没有生效' when o.tax_deductible_until < b.today then '已过期' else '在效力期' end,
    o.sample
  from organisations o
  join build b
  where o.tax_deductible_from is not null and o.tax_deductible_until is not null
  union all
  select o.district, o.org_id, '纳税', '免税资格', null, null, '有效期到 ' || o.tax_exempt_until, '没有写明', '社会组织',
    iif(o.tax_exempt_until < b.today, '已过期', '在效力期'), o.sample
  from organisations o
  join build b
  where o.tax_exempt_until is not null
)
select district, org_id, aspect, entry, level, day, ground, authority, origin, state,
  case aspect when '纳税' then 1 when '守法' then 2 when '财务管理' then 3 else 4 end * 100000000 - coalesce(replace(day, '-', ''), 0)
    as position,
  sample
from entries
where district = 'haishu'
