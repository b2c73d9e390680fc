-- How a district's organisations stand, their names with all they were called before: as filed, and as the history has them.
select o.org_id, o.name, o.sample, l.status, l.lists, (
    select group_concat(name, '、') from (
      select o.former_names as name where o.former_names is not null
      union
      select h.name from organisations_history h
      where h.district = o.district and h.org_id = o.org_id and h.name <> o.name
        and coalesce(instr(o.former_names, h.name), 0) = 0
      order by name
    )
  ) as former_names
from organisations o
join listed l on l.org_id = o.org_id and l.district = o.district
where o.district = :district
order by o.sample, o.name, o.org_id
