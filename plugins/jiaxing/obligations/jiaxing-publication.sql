-- code: jiaxing-publication
-- title: 定期公布社团信息
-- title_en: Periodic publication of information on associations
-- party: 登记管理机关
-- party_en: registration authority
-- basis: 本市信息公开办法的条款（programme_terms：信息公开的公布周期）
-- basis_en: Terms of the city’s measures on disclosure (programme_terms: interval of publication)
-- applies: 规定了公布周期以后的每一期；意见（四4）只说定期，没有写多久，没有条款就没有期限
-- applies_en: Each period since an interval of publication was set; the opinion (4.4) only says “regularly”, so without a provision
--   there is no due date
-- due: 每一期的最后一天；期间内公布一次就算
-- due_en: the last day of each period; one publication within it is enough
-- never: 不适用 没有规定公布周期的，一期也没有；逾期报送 过了期限公布的算下一期的
select
  district,
  null as org_id,
  json_object('since', since) as key,
  since as period,
  due_on,
  done_on,
  unknown,
  covered_until,
  0 as estimated,
  basis,
  sample
from jiaxing_publication_periods
