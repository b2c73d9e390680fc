-- code: GOV-02
-- title: 有公开募捐资格的，理事长不兼秘书长
-- title_en: With a fundraising licence the chair is not the secretary-general
-- severity: warning
-- effect: publish
-- basis: 《慈善组织公开募捐管理办法》（条次待核实）
-- basis_en: Measures on Public Fundraising by Charities (article to be verified)
-- scope: 今天有公开募捐资格的组织
-- scope_en: organisations that may raise funds publicly today
-- explanation: 同一个人同时担任理事长（会长）和秘书长，而组织有公开募捐资格。
-- explanation_en: One person is both chair and secretary-general of an organisation that may raise funds publicly.
-- innocent: 换届交接期间两个任期短暂重叠；同名的两个人。
-- innocent_en: Two terms overlap briefly at a handover; two people of the same name.
select
  o.district,
  'organisations' as table_name,
  json_object('org_id', o.org_id) as key,
  o.org_id,
  null as period,
  case
    when j.org_id is null then '没有公布现任的理事长（会长）或者秘书长'
    when j.joined is null then '同名的人没有写明任期届满日，或者今天交接'
  end as unknown,
  j.joined as broken,
  j.said as detail,
  o.sample
from standing_today o
left join offices_joined j on j.district = o.district and j.org_id = o.org_id and j.offices = '理事长（会长）和秘书长'
where o.licensed
