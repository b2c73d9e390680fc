-- title: 哪些资助款拨早了：日子没到，或者该先通过的评估还没有通过？
-- title_en: Which instalments were paid early, before their day or before the assessment they waited for?
-- description: 已经拨付、确实早了的，早了几天、缺什么。评估没有填报、也没有声明报全的，不说早（见 grant_instalments）。
-- description_en: Paid instalments that were surely early, and what was missing. Where an assessment is merely not filed, nothing is said.
-- group: money
-- parameters: district = 区（区） / District; since = 从哪一天起拨的（日期） / Paid since
-- columns: instalment = 期次 / Instalment; not_before = 最早哪一天 / Not before; days_early = 早了（天） / Days early;
--   needs = 要先通过 / Waits for; needed_on = 通过日期 / Passed on; why = 为什么算早 / Why
select p.district, p.grant_id, g.project, p.org_id, coalesce(o.name, g.org_name) as organisation,
  '/organisations/' || o.org_id || '/' as organisation_permalink, p.instalment, p.amount, p.paid_on, p.not_before,
  iif(p.paid_on < p.not_before, cast(julianday(p.not_before) - julianday(p.paid_on) as integer), null) as days_early, p.needs, p.needed_on,
  case
    when p.paid_on < p.not_before then '拨付早于规定的日子'
    when p.early then '前一期还没有拨'
    else p.needs || '还没有通过'
  end as why,
  p.basis, '/grants/' || p.district || '/' || p.grant_id || '/' as permalink, p.sample
from grant_instalments p
join grants g on g.district = p.district and g.grant_id = p.grant_id
left join organisations o on o.org_id = p.org_id
where p.paid_on is not null and (p.early or p.met = 0) and coalesce(:district, '') in ('', p.district)
  and p.paid_on >= coalesce(nullif(:since, ''), '0000-01-01')
order by days_early desc, p.district, p.grant_id, p.instalment
