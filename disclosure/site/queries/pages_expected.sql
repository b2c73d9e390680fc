-- About how many pages there will be: those of each body, grant and notice, and some hundreds that do not grow with them.
select 400 + (select 2 * count(*) from organisations)
  + (select count(distinct org_id) from people) + (select count(distinct org_id) from finances)
  + (select count(*) from grants) + (select count(*) from notices) as pages
