-- What the lists of organisations are made of.
select district, org_id, name, type, status, grade, size, field, street, community, registered_on, open, lists, sample from bodies_listed
