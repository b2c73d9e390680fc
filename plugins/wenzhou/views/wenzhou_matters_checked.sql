-- title: 专项检查的七个事项，各查了几次、结果怎样
-- title_en: The seven matters of the special inspections: how often each was looked at, and with what result
-- note: The matters the document lists. 0: no special inspection that is filed names the matter.
-- columns: matter = 事项 / Matter; checks = 查了（次） / Checks; found = 发现问题（次） / Problems found; waiting = 还没有改正（次） / Not yet mended;
--   latest = 最近一次 / Latest; position = 顺序 / Order
select c.district, t.term as matter, count(m.matter) as checks,
  count(*) filter (where m.result in ('发现问题已改正', '发现问题待改正')) as found,
  count(*) filter (where m.result = '发现问题待改正') as waiting,
  max(iif(m.matter is not null, c.checked_on, null)) as latest,
  t.rowid as position,
  c.sample
from codelists t
join spot_checks c on c.district = 'wenzhou' and c.kind = '专项检查'
left join wenzhou_check_matters m on m.district = c.district and m.check_id = c.check_id and m.matter = t.term and m.sample <= c.sample
where t.codelist = 'wenzhou_check_matter'
group by t.term, c.sample
