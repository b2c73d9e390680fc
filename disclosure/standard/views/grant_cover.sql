-- title: 每个项目的记录报全到哪一天
-- title_en: Up to which day the records of each grant are said to be complete, and since when
-- note: Of covered, what speaks of all kinds and of the type of the grant's body; what a table's kinds are asked for is joined to
--   covered itself. A row per window and table; sample 1: a window of the samples.
select b.district, b.grant_id, c.table_name, c.from_on, c.until_on, c.sample
from grant_bodies b
left join organisations o on o.district = b.district and o.org_id = b.org_id
join covered c on c.district = b.district and c.sample >= b.sample and c.kind = '' and c.org_type in ('', coalesce(o.type, ''))
