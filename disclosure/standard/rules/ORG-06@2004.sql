-- code: ORG-06
-- title: 任期届满前换届
-- title_en: Terms do not run out without an election
-- severity: warning
-- effect: publish
-- basis: 《基金会管理条例》第二十条；社会团体和民办非企业单位章程（待核实）
-- basis_en: Regulations on Foundations, article 20; charters of associations and private non-enterprise units (to be
--   verified)
-- scope: 每个正常的登记组织
-- scope_en: each active registered organisation
-- explanation: 负责人的任期已满，本区声明负责人已经报全，仍没有新的任期。
-- explanation_en: The leader's term is over and the district declares that all leaders are filed, yet there is no new term.
-- innocent: 经批准延期换届（一般不超过一年），或者换届结果还没有提交。
-- innocent_en: The election was postponed with approval (for a year at most, as a rule), or its result has not been filed yet.
select
  o.district,
  'organisations' as table_name,
  json_object('org_id', o.org_id) as key,
  o.org_id,
  null as period,
  iif(l.within is null, l.unknown, null) as unknown,
  not l.within as broken,
  l.said as detail,
  o.sample
from standing_today o
join leaders_terms l on l.district = o.district and l.org_id = o.org_id
where o.open and o.registration = '登记'
