-- code: GOV-05
-- title: 监事不兼任理事
-- title_en: A supervisor is not a director
-- severity: warning
-- effect: publish
-- basis: 《基金会管理条例》第二十二条
-- basis_en: Regulations on Foundations, article 22
-- scope: 每个正常的基金会
-- scope_en: each active foundation
-- explanation: 同一个人同时是监事（监事长）和理事（理事长、副理事长、常务理事）。
-- explanation_en: One person is a supervisor and a director at the same time.
-- innocent: 换届交接期间两个任期短暂重叠；同名的两个人。
-- innocent_en: Two terms overlap briefly at a handover; two people of the same name.
select
  o.district,
  'organisations' as table_name,
  json_object('org_id', o.org_id) as key,
  o.org_id,
  null as period,
  case
    when j.org_id is null then '没有公布现任的监事或者理事'
    when j.joined is null then '同名的人没有写明任期届满日，或者今天交接'
  end as unknown,
  j.joined as broken,
  j.said as detail,
  o.sample
from standing_today o
left join offices_joined j on j.district = o.district and j.org_id = o.org_id and j.offices = '监事和理事'
where o.open and o.type = '基金会'
