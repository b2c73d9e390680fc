-- title: 每个项目、公示、事项和抽查适用的条款（本区、本计划、当天有效的）
-- title_en: The terms that each grant, notice, case and spot check is under: its district's, its programme's, in force on its day
-- note: A missing until_on: until a later row of that term, or until the policy expires. A draft binds nobody.
--   A sample term never judges a real row, and a district's real terms judge its samples. What is dated by its round is
--   taken at the end of the round's year.
with subjects(table_name, district, id, programme, day, sample) as (
  select 'grants', district, grant_id, programme, coalesce(decided_on, agreement_on, round || '-12-31'), sample
  from grants
  union all
  select 'notices', district, notice_id,
    coalesce(programme, case kind when '评估等级公示' then '等级评估' when '抽查结果公示' then '双随机抽查' else kind end), start_on, sample
  from notices
  union all
  select 'cases', c.district, c.case_id, o.admission, coalesce(c.accepted_on, c.applied_on, c.changed_on), c.sample
  from cases c
  join organisations o on o.district = c.district and o.org_id = c.org_id
  where c.kind in ('成立', '变更')
  union all
  select 'cases', district, case_id, '变更登记', coalesce(accepted_on, applied_on, changed_on), sample from cases where kind = '变更'
  union all
  select 'spot_checks', district, check_id, '双随机抽查', checked_on, sample from spot_checks where kind = '双随机抽查'
),
offered as (
  select s.table_name, s.district, s.id, s.programme, t.term, t.value, t.unit, t.text, s.sample,
    iif(instr(p.title, '〔') > 0, p.title, '《' || p.title || '》') || t.section as basis,
    row_number() over (
      partition by s.table_name, s.district, s.id, s.programme, t.term order by t.sample, t.from_on desc
    ) as nth
  from subjects s
  join programme_terms t on t.district = s.district and t.programme = s.programme and t.sample <= s.sample
    and s.day between t.from_on and coalesce(t.until_on, '9999-12-31')
  join policies p on p.district = t.district and p.policy_id = t.policy_id and s.day <= coalesce(p.expires_on, '9999-12-31')
    and p.standing is not '草案'
)
select table_name, district, id, programme, term, value, unit, text, basis, sample
from offered
where nth = 1
