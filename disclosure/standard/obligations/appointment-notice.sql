-- code: appointment-notice
-- title: 负责人任职前公示
-- title_en: Notice before a person in charge takes office
-- party: 社会组织
-- basis: 本区关于负责人管理的条款（programme_terms：任前公示）；哪些职务算负责人，按会长、理事长、他们的副职、秘书长和负责人认定（待核实）
-- basis_en: Terms of the district on leaders (programme_terms: notice before taking office); leaders are taken to be
--   chairs and presidents, their deputies, secretaries-general and heads (to be verified)
-- applies: 规定了任前公示的区，条款施行以后开始的每个负责人任期；公示名单写明人员和职务的才认定
-- applies_en: In districts that require a notice before an appointment, each term of a leader that begins after the provision took
--   effect; only notices whose list names person and post count
-- due: 任期开始的前一天
-- due_en: the day before the term begins
-- never: 不适用 只列规定了任前公示的
select
  district,
  org_id,
  key,
  period,
  due_on,
  done_on,
  unknown,
  covered_until,
  0 as estimated,
  basis,
  sample
from leader_deadlines
where step = '任前公示'
