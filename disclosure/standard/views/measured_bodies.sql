-- title: 目标要看的那个年末，在册的每个法人社会组织
-- title_en: Each legal person on the register at the year's end at which a target is measured
-- note: See measured_register. The day is the end of the year in which the target falls due, or, while that is not known yet, the
--   last year's end that is.
-- columns: view = 用哪个视图衡量 / Measured by the view
select a.district, a.plan, a.indicator, a.dimension, a.due_year, a.measured_by, a.view, r.as_of, r.org_id, r.registered_on,
  r.has_party_organisation, a.sample
from measured_asked a
join measured_register r on r.district = a.district and r.sample = a.sample and r.as_of = a.register_year_end
where r.registration = '登记'
