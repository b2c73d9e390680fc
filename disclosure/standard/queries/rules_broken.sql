-- title: 各条规则，有多少不符合？
-- title_en: How often is each rule broken?
-- description: 按规则和区合计，不符合的在前；judged 不含不适用的，unknown 是资料不够、判断不了的。
-- description_en: By rule and district, broken ones first; “unknown” is what could not be judged for want of records.
-- group: trust
-- parameters: district = 区（区） / District; severity = 程度（severity） / Severity
-- columns: rule_title = 规则 / Rule; rule = 编号 / Code; severity = 程度 / Severity; broken = 不符合 / Broken; held = 符合 / Kept;
--   unknown = 无法判断 / Unknown; judged = 判断的 / Judged
select c.district, c.rule, r.title as rule_title, r.severity, sum(iif(c.status = '不符合', c.subjects, 0)) as broken,
  sum(iif(c.status = '符合', c.subjects, 0)) as held, sum(iif(c.status = '无法判断', c.subjects, 0)) as unknown,
  sum(iif(c.status = '不适用', 0, c.subjects)) as judged, '/rules/' || c.rule || '/' as permalink, c.sample
from rule_counts c
join rules r on r.rule = c.rule and r.version = c.version
where coalesce(:district, '') in ('', c.district) and coalesce(:severity, '') in ('', r.severity)
group by c.district, c.rule, c.sample
order by broken desc, c.rule, c.district
