-- title: 建立了党组织（单建或联建）的法人社会组织占比
-- title_en: The share of legal persons that have a party organisation, of their own or with others
-- note: As the register stood on the day; only where it is known of every one of them.
with judged as (
  select b.district, b.as_of, b.sample, h.has_party_organisation as has
  from measured_bodies b
  left join organisations_history h on h.district = b.district and h.org_id = b.org_id
    and h.submitted_on <= b.as_of and coalesce(h.superseded_on, '9999-12-31') > b.as_of
  where b.measured_by = 'measured_party_rate'
)
select district, as_of, '总计' as dimension, round(avg(has) * 100, 2) as value, '%' as unit, sample
from judged
group by district, as_of, sample
having count(has) = count(*)
