-- title: 谁的什么不符合规则？
-- title_en: Who breaks which rule, and how?
-- description: 每一处不符合，哪个组织、哪一期、怎么不符合、依据哪一条。每条规则都写着可能无妨的情形，请先看。
-- description_en: Each breach: whose, of which period, how, on what ground. Each rule names innocent explanations: read them first.
-- group: trust
-- parameters: district = 区（区） / District; rule = 规则的编号 / Code of the rule; org_id = 组织的代码 / Code of the organisation
-- columns: rule = 编号 / Code; rule_title = 规则 / Rule; period = 期间 / Period; detail = 怎么不符合 / How; innocent = 也许无妨的情形 / Perhaps innocent;
--   rule_permalink = 规则的网页 / Page of the rule; severity = 程度 / Severity
select x.district, x.rule, r.title as rule_title, '/rules/' || x.rule || '/' as rule_permalink, r.severity, x.org_id,
  o.name as organisation,
  '/organisations/' || o.org_id || '/' as organisation_permalink, g.grant_id, g.project,
  '/grants/' || g.district || '/' || g.grant_id || '/' as grant_permalink, x.period, x.detail, r.innocent, x.basis,
  coalesce('/grants/' || g.district || '/' || g.grant_id || '/', '/organisations/' || o.org_id || '/',
  '/rules/' || x.rule || '/') as permalink, x.sample
from rule_results x
join rules r on r.rule = x.rule and r.version = x.version
left join organisations o on o.org_id = x.org_id
left join grants g on g.district = x.district and g.grant_id = json_extract(x.key, '$.grant_id')
where x.status = '不符合' and coalesce(:district, '') in ('', x.district) and coalesce(:rule, '') in ('', x.rule)
  and coalesce(:org_id, '') in ('', x.org_id)
order by r.severity = 'info', x.rule, x.period desc, x.district, x.org_id, x.key
