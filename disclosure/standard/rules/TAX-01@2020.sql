-- code: TAX-01
-- title: 税前扣除资格为三年
-- title_en: The tax-deduction window is three years
-- severity: warning
-- effect: publish
-- basis: 财政部 税务总局 民政部公告2020年第27号
-- basis_en: Announcement No. 27 of 2020 of the Ministry of Finance, the State Taxation Administration and the
--   Ministry of Civil Affairs
-- scope: 每个填写了资格起止的组织，资格自2020年起
-- scope_en: each organisation that states the period of deductibility, since 2020
-- applies_from: 2020-01-01
-- explanation: 公益性捐赠税前扣除资格一次为三年；公布的起止不是整整三年。
-- explanation_en: Deductibility of donations is granted for three years; the period published is not exactly three years.
-- innocent: 各批公告的起止日期按公告，可能从 1 月 1 日起算。
-- innocent_en: Periods follow each announcement and may begin on 1 January.
select
  district,
  'organisations' as table_name,
  json_object('org_id', org_id) as key,
  org_id,
  tax_deductible_from as period,
  iif(tax_deductible_from is null or tax_deductible_until is null, '资格的起止日期只填写了一个', null) as unknown,
  tax_deductible_until <> date(tax_deductible_from, '+3 years', '-1 day') as broken,
  tax_deductible_from || ' 至 ' || tax_deductible_until as detail,
  sample
from organisations
where coalesce(tax_deductible_from, tax_deductible_until) is not null
