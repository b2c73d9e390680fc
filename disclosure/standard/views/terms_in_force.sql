-- title: 本区办法的每个条件，从哪天到哪天有效，依据哪一条
-- title_en: Each term a place's measures set, the days on which it is in force, and its article
-- download: yes
-- note: Until until_on or the end of the policy, whichever is earlier; without until_on a later row of the term replaces it, also when that
--   has ended itself. A draft binds nobody and replaces nothing.
with binding as (
  select t.*, p.title, p.expires_on
  from programme_terms t
  join policies p on p.district = t.district and p.policy_id = t.policy_id and p.standing is not '草案'
),
replaced as (
  select *,
    date(min(iif(sample, null, from_on)) over later, '-1 day') as real_end,
    date(min(from_on) over later, '-1 day') as any_end
  from binding
  window later as (
    partition by district, programme, term order by from_on groups between 1 following and unbounded following
  )
)
select district, programme, term, value, unit, text, from_on,
  min(coalesce(until_on, iif(sample, any_end, real_end), '9999-12-31'), coalesce(expires_on, '9999-12-31')) as until_on,
  iif(instr(title, '〔') > 0, title, '《' || title || '》') || section as basis, sample
from replaced
