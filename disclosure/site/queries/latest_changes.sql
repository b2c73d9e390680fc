select * from corrections where kind <> '补充' order by submitted_on desc, rowid desc limit :limit
