-- title: 某一年，成立了哪些组织？
-- title_en: Which organisations were founded in a year?
-- description: 按成立登记（备案）的日期，最近的在前，后来终止的也在内；只有报来的组织。
-- description_en: By the day of registration, the latest first, those since closed too; only organisations that were filed.
-- group: changes
-- parameters: district = 区（区） / District; year = 年份（年份） / Year; type = 组织类型（organisation_type） / Type
-- columns: type = 组织类型 / Type; status = 组织状态 / Status of the organisation
select district, registered_on, org_id, name as organisation, type, registration, admission, field, street, status,
  '/organisations/' || org_id || '/' as permalink, sample
from organisations
where status <> '筹备' and registered_on <= (select today from build) and coalesce(:district, '') in ('', district)
  and (coalesce(:year, '') = '' or substr(registered_on, 1, 4) = :year) and coalesce(:type, '') in ('', type)
order by registered_on desc, district, org_id
