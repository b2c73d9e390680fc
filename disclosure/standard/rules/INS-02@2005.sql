-- code: INS-02
-- title: 上年未合格的，今年有整改
-- title_en: After a bad year there is a rectification
-- severity: warning
-- effect: publish
-- basis: 《民办非企业单位年度检查办法》第十条（条文待核实；其他组织的整改规定待核实）
-- basis_en: Measures on the Annual Inspection of Private Non-enterprise Units, article 10 (article to be verified;
--   rules on rectification by other kinds to be verified)
-- applies_from: 2005-06-01
-- scope: 年度检查或年度报告没有合格的每个组织的下一年，两种连着算；今年的还没有到期就终止了的不适用
-- scope_en: the year after an annual inspection or report that was not passed, both kinds taken together; not where the
--   organisation ended before this year's was due
-- explanation: 上一年基本合格或不合格，上一年和今年的记录里都没有整改情况。
-- explanation_en: The year before was passed with reservations or failed, and neither that record nor this year's tells of
--   rectification.
-- innocent: 整改报告单独提交，还没有公布。
-- innocent_en: The report of rectification was submitted by itself and is not published yet.
select
  district,
  'inspections' as table_name,
  json_object('org_id', org_id, 'year', year, 'kind', kind) as key,
  org_id,
  cast(year as text) as period,
  exempt,
  case when rectification is not null then null when bound then unknown else '这类组织要不要报整改情况，依据的规定平台没有收录' end as unknown,
  rectification is null and unknown is null and bound as broken,
  '上一年' || conclusion || coalesce('，整改：' || rectification, '，没有整改情况') as detail,
  sample
from rectifications
