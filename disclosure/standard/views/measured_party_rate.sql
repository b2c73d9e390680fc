-- title: 建立了党组织（单建或联建）的法人社会组织占比
-- title_en: The share of legal persons that have a party organisation, of their own or with others
-- note: As the register stood on the day; only where it is known of every one of them.
select district, plan, indicator, dimension, due_year, measured_by, as_of, round(avg(has_party_organisation) * 100, 2) as value,
  null as value_max, null as qualifier, '%' as unit, sample
from measured_bodies
where view = 'measured_party_rate'
group by district, plan, indicator, dimension, due_year
having count(has_party_organisation) = count(*)
