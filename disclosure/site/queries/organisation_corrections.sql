select * from corrections where org_id = :org_id order by submitted_on desc, rowid desc
