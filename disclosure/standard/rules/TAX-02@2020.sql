-- code: TAX-02
-- title: 税前扣除资格期内等级不低于3A
-- title_en: During the tax window the grade is 3A or better
-- severity: warning
-- effect: publish
-- basis: 财政部 税务总局 民政部公告2020年第27号
-- basis_en: Announcement No. 27 of 2020 of the Ministry of Finance, the State Taxation Administration and the
--   Ministry of Civil Affairs
-- scope: 今天在税前扣除资格有效期内的组织
-- scope_en: organisations donations to which are deductible today
-- explanation: 在税前扣除资格有效期内，没有有效的 3A 以上评估等级。
-- explanation_en: While donations to it are deductible, it has no valid grade of 3A or above.
-- innocent: 等级刚到期，复评结果还没有公布。
-- innocent_en: The grade has just expired and the new result is not published yet.
select
  o.district,
  'organisations' as table_name,
  json_object('org_id', o.org_id) as key,
  o.org_id,
  null as period,
  case when o.deductible is null then '没有填写资格的起止日期' when g.holds is null then g.unknown end as unknown,
  iif(o.deductible, not g.holds, null) as broken,
  '资格至 ' || o.tax_deductible_until || '；' || g.said as detail,
  o.sample
from standing_today o
join grades_today g on g.district = o.district and g.org_id = o.org_id
where o.open and coalesce(o.tax_deductible_from, o.tax_deductible_until) is not null and coalesce(o.deductible, 1)
