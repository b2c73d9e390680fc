-- code: jiaxing-performance-audit
-- title: 购买的社会服务做了绩效审计
-- title_en: A purchase of social services had its performance audit
-- severity: warning
-- effect: publish
-- basis: 嘉兴市2010年关于社区、社团、社工建设的意见 六2（没有写哪一天以前；今天是否仍然有效待核实）
-- basis_en: Opinions of Jiaxing on communities, associations and social work (2010), 6.2 (no day is set; whether it
--   still holds is to be verified)
-- scope: 每个政府购买服务的项目
-- scope_en: each project of government purchase of services
-- applies_from: 2010-02-03
-- explanation: 意见要求对购买的服务做绩效审计。报了审计就是做了；没有报的，因为没有期限，不说没有做。
-- explanation_en: The opinion asks for a performance audit of purchased services. An audit that was filed was done; of one not
--   filed nothing is said, since there is no time limit.
-- innocent: 审计还在做，或者做了没有报。
-- innocent_en: The audit is under way, or done and not filed.
-- never: 不符合 意见没有写期限，没有报不等于没有做
select
  district,
  'grants' as table_name,
  json_object('grant_id', grant_id) as key,
  org_id,
  cast(round as text) as period,
  case
    when audit_state = '没有购买' then '没有决定购买'
    when audit_state = '还没有完成' then '还没有完成'
    when audit_state = '已终止' then '已终止'
  end as exempt,
  iif(audit_state = '没有报绩效审计', '没有报绩效审计，意见也没有写期限', null) as unknown,
  iif(audit_state = '已审计', 0, null) as broken,
  audited_on || ' ' || opinion as detail,
  sample
from jiaxing_purchases
