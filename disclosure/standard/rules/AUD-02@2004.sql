-- code: AUD-02
-- title: 审计意见为无保留
-- title_en: The audit opinion is unqualified
-- severity: info
-- effect: publish
-- basis: 《中国注册会计师审计准则第1501号、第1502号》
-- scope: 每份审计
-- explanation: 审计师出具了带强调事项、保留、否定或无法表示的意见，或者没有发表意见。这不等于违法，但读者应当知道。
-- innocent: 保留意见常因个别单据缺失，整改后可以消除。
select
  district,
  'audits' as table_name,
  json_object('audit_id', audit_id) as key,
  org_id,
  period_end as period,
  case
    when opinion = '无保留意见' then '符合'
    else '不符合'
  end as status,
  opinion || coalesce('：' || summary, '') as detail
from audits
