select o.org_id, o.street, o.address, o.office_phone, o.status, (
  select group_concat(distinct c.kind) from credit_lists c
  where c.district = o.district and c.org_id = o.org_id and c.state = '在名单上' and c.sample <= o.sample
) as lists
from organisations o
where org_id in (select value from json_each(:codes))
