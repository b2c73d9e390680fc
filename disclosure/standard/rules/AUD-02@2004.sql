-- code: AUD-02
-- title: 审计意见为无保留
-- title_en: The audit opinion is unqualified
-- severity: info
-- effect: publish
-- basis: 《中国注册会计师审计准则第1501号、第1502号》
-- basis_en: Chinese Auditing Standards for Certified Public Accountants No. 1501 and No. 1502
-- scope: 每份审计
-- scope_en: each audit
-- explanation: 审计师出具了保留、否定或无法表示的意见。这不等于违法，但读者应当知道。带强调事项段的仍是无保留意见。
-- explanation_en: The auditor gave a qualified or adverse opinion, or a disclaimer. That does not by itself mean a breach of law, but
--   readers should know. An unqualified opinion with an emphasis of matter is still unqualified.
-- innocent: 保留意见常因个别单据缺失，整改后可以消除。
-- innocent_en: A qualified opinion often comes from a few missing vouchers and goes away once that is mended.
-- never: 不适用 每份审计都要看意见
select
  district,
  'audits' as table_name,
  json_object('audit_id', audit_id) as key,
  org_id,
  period_end as period,
  iif(clean is null, '没有发表审计意见', null) as unknown,
  not clean as broken,
  said as detail,
  sample
from audit_opinions
