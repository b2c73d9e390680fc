create temp table listed as
select district, org_id, name, type, status, grade, size, field, street, community, registered_on, open, lists, sample from bodies_listed;
create index temp.listed_all on listed (sample, district, name, org_id);
create index temp.listed_here on listed (district, sample, name, org_id);
create index temp.listed_at on listed (district, street, community);
create temp table needs as select district, org_id, need, because, word from bodies_by_need;
create index temp.needs_of on needs (org_id);
create index temp.needs_here on needs (district, need, org_id);
