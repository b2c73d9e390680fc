-- title: 离任的法定代表人，一次离任一行
-- title_en: Legal representatives who left office, a row per departure
-- note: Left is who is followed by another person, or whose term is over while the register names another. Who was chosen again has not
--   left; nor is the end of a body a departure. Whom the register names says something of who left only if it was filed after the term
--   ended. A change of the legal representative in cases that went through (changes_told) counts where no such departure is filed within
--   half a year. began: since when he or she held the office, as far as is known; began_by: at the latest, where a change whose matter,
--   day or outcome is not filed may have been one of the legal representative.
-- columns: began = 从哪天起任职 / In office from; began_by = 最迟从哪天起任职 / In office by; in_doubt = 离任不确定 / In doubt
with holders as (
  select p.district, p.org_id, p.name, p.post, p.term_start, p.term_end, p.sample, o.legal_representative, o.type,
    date(o.submitted_on) as named_on,
    coalesce(e.ended_by, '9999-12-31') as ended_by,
    lead(p.name) over w as next_name, lead(p.term_start) over w as next_start
  from people p
  join organisations o on o.district = p.district and o.org_id = p.org_id
  left join bodies_ended e on e.district = o.district and e.org_id = o.org_id
  where p.post = '法定代表人'
  window w as (partition by p.district, p.org_id, p.sample order by p.term_start, p.name)
),
left_office as (
  select h.*, min(coalesce(term_end, next_start), coalesce(next_start, term_end)) as left_on,
    case
      when next_name <> name then 0
      when next_name is null and term_end < today and legal_representative <> name and named_on > term_end then 0
      when next_name is null and term_end < today then 1
    end as in_doubt
  from holders h, build
),
ended as (
  select district, org_id, type, json_object('org_id', org_id, 'name', name, 'post', post, 'term_start', term_start) as key, name,
    term_start as began, left_on, in_doubt, sample
  from left_office
  where in_doubt is not null and left_on < ended_by
),
changes as (
  select c.district, c.org_id, o.type, json_object('case_id', c.case_id) as key, coalesce(c.changed_on, c.decided_on) as left_on,
    c.item is null or c.went_through is null as in_doubt, c.sample
  from changes_told c
  join organisations o on o.district = c.district and o.org_id = c.org_id
  where coalesce(c.item, '法定代表人') like '%法定代表人%' and c.went_through is not 0
),
known as (
  select district, org_id, left_on, 0 as in_doubt, sample from ended
  union all
  select district, org_id, left_on, in_doubt, sample from changes
)
select district, org_id, type, key, name, began, began as began_by, left_on, in_doubt, sample
from ended
union all
select c.district, c.org_id, c.type, c.key, null, max(k.left_on) filter (where not k.in_doubt),
  max(iif(k.district is null, null, coalesce(k.left_on, c.left_on))), c.left_on, 0, c.sample
from changes c
left join known k on k.district = c.district and k.org_id = c.org_id and k.sample <= c.sample
  and coalesce(k.left_on, '') < c.left_on
where c.left_on is not null and not c.in_doubt and not exists (
  select 1 from ended e
  where e.district = c.district and e.org_id = c.org_id and e.sample <= c.sample
    and e.left_on between date(c.left_on, '-6 months') and date(c.left_on, '+6 months')
)
group by c.district, c.key
