-- title: 每个项目到每个季度末的累计用款
-- title_en: What each project had received and spent at each quarter's end
-- note: whole: 1 if every quarter is filed since that of the first payment (where its day is not filed, of the agreement), 0 if one is
--   missing, empty if it is not known since when.
select s.district, s.grant_id, s.year, s.quarter, b.org_id,
  sum(e.received) as received, sum(e.spent) as spent, s.unspent,
  date(printf('%d-%02d-01', s.year, s.quarter * 3), '+1 month', '-1 day') as ends_on,
  s.year * 4 + s.quarter - min(
    min(e.year * 4 + e.quarter),
    substr(coalesce(p.paid_on, g.agreement_on), 1, 4) * 4 + (substr(coalesce(p.paid_on, g.agreement_on), 6, 2) + 2) / 3
  ) < count(*) as whole,
  s.sample
from grant_spending s
join grants g on g.district = s.district and g.grant_id = s.grant_id
join grant_bodies b on b.district = s.district and b.grant_id = s.grant_id
left join grant_payments p on p.district = s.district and p.grant_id = s.grant_id and p.instalment = 1 and p.sample <= s.sample
join grant_spending e on e.district = s.district and e.grant_id = s.grant_id and e.sample <= s.sample
  and e.year * 4 + e.quarter <= s.year * 4 + s.quarter
group by s.district, s.grant_id, s.year, s.quarter
