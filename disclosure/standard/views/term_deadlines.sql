-- title: 登记事项和抽查按本区的期限哪一天到期
-- title_en: The day by which each step of a case or a spot check is due under the place's own time limits
-- note: Without a term a case's own limit counts; where that is longer than the term, what came or is
--   missing after the term is not judged. 日 are calendar days; 工作日 are counted in workdays, and where that calendar ends
--   there is no due day. A term whose words name 直接登记 binds only bodies so admitted, as do all terms of that programme; one whose
--   words name 公益性 binds no body for its members (a trade association, or of the fields of trade and professions), unless that is a
--   charity; a filed body is never registered, so no term of registration binds it. What is not decided or published is so on the
--   day of filing, and up to the end of what is declared complete. A result without its day does not say that it came late or not at all.
-- columns: step = 哪一步 / Step; id = 编号 / Code
with steps(step, table_name, id, district, org_id, kind, since, done_on, own_days, no_date, filed_on, sample) as (
  select '成立决定', 'cases', case_id, district, org_id, kind, accepted_on, decided_on, limit_days,
    iif(decided_on is null and result is not null, '填写了结果，没有填写决定的日期', null), submitted_on, sample
  from cases
  where kind = '成立'
  union all
  select '变更申请', 'cases', case_id, district, org_id, kind, changed_on, applied_on, null,
    iif(applied_on is null, '没有填写申请日期', null), null, sample
  from cases
  where kind = '变更'
  union all
  select '变更决定', 'cases', case_id, district, org_id, kind, accepted_on, decided_on, limit_days,
    iif(decided_on is null and result is not null, '填写了结果，没有填写决定的日期', null), submitted_on, sample
  from cases
  where kind = '变更'
  union all
  select '抽查公布', 'spot_checks', check_id, district, org_id, kind, checked_on, published_on, null, null, submitted_on, sample
  from spot_checks
  where coalesce(kind, '双随机抽查') = '双随机抽查'
),
sources(step, programme, term) as (
  values ('成立决定', '直接登记', '办理期限'), ('变更申请', '变更登记', '申请变更期限'), ('变更申请', '直接登记', '申请变更期限'),
    ('变更决定', '变更登记', '办理期限'), ('变更决定', '变更登记', '变更办理期限'), ('变更决定', '直接登记', '变更办理期限'),
    ('抽查公布', '双随机抽查', '结果公布期限')
),
subjects as (
  select s.*, o.type, o.admission,
    s.table_name = 'cases' and o.registration is '备案' as recorded,
    o.is_charity is not 1 and coalesce(o.is_trade_association or o.field in ('工商服务业', '职业及从业者组织'), 0) as for_members
  from steps s
  left join organisations o on o.district = s.district and o.org_id = s.org_id and o.sample <= s.sample
),
offered as (
  select s.step, s.district, s.id, s.admission, s.table_name, s.kind, p.from_on,
    p.programme = '直接登记' or coalesce(p.text, '') like '%直接登记%' as direct
  from subjects s
  join sources x on x.step = s.step
  join programme_terms p on p.district = s.district and p.programme = x.programme and p.term = x.term and p.sample <= s.sample
    and p.from_on <= coalesce(s.since, '9999-12-31')
  where not s.recorded and not (s.for_members and coalesce(p.text, '') like '%公益性%')
),
possible as (
  select step, district, id,
    max(not direct or admission is not '双重管理') as some,
    max(iif(table_name = 'cases', admission is null and direct, kind is null)) as in_doubt
  from offered
  group by step, district, id
),
bound as (
  select s.*, t.value, t.basis, t.unit = '工作日' as in_workdays, p.some, p.in_doubt,
    row_number() over (partition by s.step, s.district, s.id order by t.programme = '直接登记' desc, t.term = '办理期限') as nth
  from subjects s
  join sources x on x.step = s.step
  left join possible p on p.step = s.step and p.district = s.district and p.id = s.id
  left join applicable_terms t on t.table_name = s.table_name and t.district = s.district and t.id = s.id
    and t.programme = x.programme and t.term = x.term and t.from_on <= coalesce(s.since, t.from_on)
    and (s.admission = '直接登记' or coalesce(t.text, '') not like '%直接登记%')
    and not s.recorded and not (s.for_members and coalesce(t.text, '') like '%公益性%')
),
counted as (
  select day, estimated, working, sum(working) over (order by day) as nth from workdays
),
dated as (
  select b.*,
    date(b.since, '+' || b.own_days || ' days') as own_due,
    iif(b.in_workdays, w.day, date(b.since, '+' || cast(b.value as integer) || ' days')) as term_due,
    iif(b.in_workdays, w.estimated, 0) as estimated,
    (
      select max(c.until_on)
      from covered c
      where c.district = b.district and c.table_name = b.table_name and c.kind in ('', b.kind) and c.org_type in ('', b.type)
        and c.from_on <= b.since and c.sample = b.sample
    ) as until_on
  from bound b
  left join counted f on f.day = b.since
  left join counted w on w.working and w.nth = f.nth + b.value
  where b.nth = 1
),
judged as (
  select *,
    iif(value is null, own_due, term_due) as due_on,
    case
      when in_doubt and table_name = 'cases' then '没有填写登记体制，不知道有没有期限'
      when in_doubt then '没有填写检查种类，不知道有没有期限'
      when since is null then '没有填写起算的日期'
      when done_on < since and step <> '变更申请' then '决定或者公布的日期早于起算的日期'
      when own_due > term_due and coalesce(done_on, today) > term_due then '案卷写明的期限比条款长'
    end as doubt
  from dated, build
)
select
  step, district, org_id, id, since, due_on,
  iif(doubt is null, done_on, null) as done_on,
  iif(coalesce(value, own_days) is null and not coalesce(in_doubt or some and (since is null or step = '变更申请'), 0), '没有规定期限', null)
    as exempt,
  coalesce(doubt, no_date) as unknown,
  max(filed_on, coalesce(until_on, '')) as covered_until,
  coalesce(estimated, 1) as estimated,
  basis,
  sample
from judged
