select rowid as number, * from corrections
where kind = :kind and (:district is null or district = :district)
order by submitted_on desc, rowid desc
limit :limit
