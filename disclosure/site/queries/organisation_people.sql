select p.*,
  case
    when p.term_start > b.today then 'coming'
    when p.term_end < b.today then 'over'
    when exists (
      select 1 from office_holders h where h.district = p.district and h.org_id = p.org_id and h.name = p.name and h.post = p.post
    ) then 'today'
    else 'closed'
  end as stands
from people p
join build b
left join codelists i on i.codelist = 'body' and i.term = p.body
left join codelists c on c.codelist = 'post' and c.term = p.post
where p.district = :district and p.org_id = :org_id
order by p.body is null, i.rowid, c.rowid, p.name, p.term_start desc
