-- code: TAX-03
-- title: 取得公开募捐资格时成立满一年
-- title_en: A fundraising licence comes a year after registration
-- severity: warning
-- effect: publish
-- basis: 《慈善法》（2023年修正）；《慈善组织公开募捐管理办法》（民政部令第74号，条次待核实）
-- basis_en: Charity Law (as amended in 2023); Measures on Public Fundraising by Charities (Ministry of Civil Affairs
--   Order No. 74; article to be verified)
-- scope: 2024年9月5日起取得公开募捐资格的组织
-- scope_en: organisations qualified to raise funds publicly since 5 September 2024
-- applies_from: 2024-09-05
-- explanation: 取得公开募捐资格时，成立登记还不满一年。
-- explanation_en: When it was qualified to raise funds publicly, it had been registered for less than one year.
-- innocent: 登记时即取得资格的，依照慈善法的特别规定。
-- innocent_en: One qualified at registration falls under a special provision of the Charity Law.
-- never: 无法判断 两个日期都是填报了的
select
  district,
  'organisations' as table_name,
  json_object('org_id', org_id) as key,
  org_id,
  public_fundraising_since as period,
  iif(public_fundraising_since = registered_on, '登记当天取得，也许是依法登记就有资格的', null) as unknown,
  public_fundraising_since
    < min(date(registered_on, '+12 months'), date(registered_on, 'start of month', '+13 months', '-1 day'))
    and public_fundraising_since <> registered_on as broken,
  registered_on || ' 成立，' || public_fundraising_since || ' 取得资格' as detail,
  sample
from organisations
where public_fundraising_since is not null
