-- title: 规模怎样分档
-- title_en: The bands of size, by a year's total income
-- note: From the first amount on, below the second; the lowest band has no beginning and the highest no end.
-- columns: size = 规模 / Size; least = 从多少元起 / From; most = 不到多少元 / Below
with bands(size, least, most) as (
  values ('10万元以下', null, 1e5), ('10万至50万元', 1e5, 5e5), ('50万至100万元', 5e5, 1e6), ('100万至500万元', 1e6, 5e6), ('500万元以上', 5e6, null)
)
select size, least, most from bands
