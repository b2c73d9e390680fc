-- title: 每个项目、公示、事项和抽查适用的条款（本区、本计划、当天有效的）
-- title_en: The terms that each grant, notice, case and spot check is under: its district's, its programme's, in force on its day
-- note: A missing until_on: until a later row of that term, or until the policy expires (terms_in_force).
--   A sample term never judges a real row, and a district's real terms judge its samples. A grant without a day of decision or
--   agreement is under the terms that stood from the last day before it that is known to the end of its round: others may not bind it.
--   from_on: since when the term stands as it is; an act of an earlier day is not judged by it.
-- columns: id = 编号 / Code
with subjects(table_name, district, id, programme, day, last_day, sample) as (
  select 'grants', district, grant_id, programme, coalesce(decided_on, agreement_on, reviewed_on, applied_on, round || '-01-01'),
    coalesce(decided_on, agreement_on, max(round || '-12-31', coalesce(reviewed_on, applied_on, ''))), sample
  from grants
  union all
  select 'notices', district, notice_id,
    coalesce(programme, case kind when '评估等级公示' then '等级评估' when '抽查结果公示' then '双随机抽查' else kind end), start_on, start_on, sample
  from notices
  union all
  select 'cases', c.district, c.case_id, o.admission, coalesce(c.accepted_on, c.applied_on, c.changed_on),
    coalesce(c.accepted_on, c.applied_on, c.changed_on), c.sample
  from cases c
  join organisations o on o.district = c.district and o.org_id = c.org_id
  where c.kind in ('成立', '变更')
  union all
  select 'cases', district, case_id, '变更登记', coalesce(accepted_on, applied_on, changed_on), coalesce(accepted_on, applied_on, changed_on),
    sample
  from cases
  where kind = '变更'
  union all
  select 'spot_checks', district, check_id, '双随机抽查', checked_on, checked_on, sample from spot_checks where kind = '双随机抽查'
),
offered as (
  select s.table_name, s.district, s.id, s.programme, s.day, t.term, t.value, t.unit, t.text, t.from_on, s.sample, t.basis,
    row_number() over (
      partition by s.table_name, s.district, s.id, s.programme, t.term order by t.sample, t.from_on desc
    ) as nth
  from subjects s
  join terms_in_force t on t.district = s.district and t.programme = s.programme and t.sample <= s.sample
    and s.last_day between t.from_on and t.until_on
)
select table_name, district, id, programme, term, value, unit, text, basis, from_on, sample
from offered
where nth = 1 and day >= from_on
