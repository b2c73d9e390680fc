select o.org_id, o.name, o.former_names, o.type, o.status, o.status = '正常' as active, o.purpose, o.street, o.sample, d.title as district
from organisations o join districts d on d.district = o.district
where o.org_id = :code or o.rowid in (select rowid from organisations_fts where organisations_fts match :words)
order by o.sample, o.status = '正常' desc, o.name
limit :most
