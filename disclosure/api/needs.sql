select o.district, c.term as need, c.identifier, sum(not o.sample) as "real", sum(o.sample) as samples
from search_fts_needs n
join organisations o on o.org_id = n.org_id
join codelists c on c.codelist = 'need' and c.term in (select value from json_each(:needs))
  and instr('、' || n.need || '、', '、' || c.term || '、')
where :district in ('', o.district)
group by o.district, c.term
order by o.district, c.rowid
