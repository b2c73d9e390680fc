-- title: 哪些组织的资产、收入或费用一年里变了好几倍？
-- title_en: Whose assets, income or spending changed many times over in a year?
-- description: 大的一个比小的一个多出两倍（200%，可以改）、差额超过一万元的，减少的也算；explained 是 1 的写了说明或作了回应。没有上一年的数，就比不出来，不在这里。
-- description_en: The larger exceeds the smaller by 200 % (or what you ask for) and 10,000 yuan, falls too;
--   explained says whether a note or reply names the figure.
-- group: money
-- parameters: district = 区（区） / District; year = 年度（年份） / Year; percent = 增减超过百分之几（数） / Beyond per cent
-- columns: figure = 哪一项 / Figure; before = 上一年（元） / The year before; this = 这一年（元） / This year; times = 倍数（倍） / Times;
--   explained = 有说明 / Explained
select c.district, c.year, c.org_id, o.name as organisation, c.figure, c.other as before, c.this,
  round(max(c.this, c.other) / nullif(min(c.this, c.other), 0), 1) as times, c.explained,
  '/organisations/' || o.org_id || '/' as permalink, c.sample
from finances_compared c
join organisations o on o.district = c.district and o.org_id = c.org_id
where c.rule = 'FIN-21'
  and max(c.this, c.other) > round(min(c.this, c.other) * (1 + cast(coalesce(nullif(:percent, ''), 200) as real) / 100), 2)
  and round(abs(c.this - c.other), 2) > 10000 and coalesce(:district, '') in ('', c.district)
  and (coalesce(:year, '') = '' or c.year = cast(:year as integer))
order by c.explained, abs(c.this - c.other) desc, c.district, c.org_id, c.year
