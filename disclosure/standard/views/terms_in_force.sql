-- title: 本区办法的每个条件，从哪天到哪天有效，依据哪一条
-- title_en: Each term a place's measures set, the days on which it is in force, and its article
-- download: yes
-- note: Until until_on or the end of the policy, whichever is earlier. A draft binds nobody.
select t.district, t.programme, t.term, t.value, t.unit, t.text, t.from_on,
  min(coalesce(t.until_on, '9999-12-31'), coalesce(p.expires_on, '9999-12-31')) as until_on,
  iif(instr(p.title, '〔') > 0, p.title, '《' || p.title || '》') || t.section as basis, t.sample
from programme_terms t
join policies p on p.district = t.district and p.policy_id = t.policy_id and p.standing is not '草案'
