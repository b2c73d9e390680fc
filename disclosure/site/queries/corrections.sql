select rowid as number, * from corrections order by submitted_on desc, rowid desc limit :limit
