-- code: fundraising
-- title: 可以向公众募捐吗？
-- title_en: May it raise funds from the public?
-- why: 只有取得公开募捐资格的慈善组织可以向公众募捐；没有资格的，可以与有资格的合作，或者向特定的人募捐。
-- why_en: Only charities with the qualification may raise funds from the public; others may work with one that has it, or ask
--   particular people.
-- neutral: 否
select
  district,
  org_id,
  licensed as holds,
  iif(licensed is null, coalesce(doubt, '没有填报是不是慈善组织，也没有填报公开募捐资格'), null) as unknown,
  case
    when not open then stands
    else coalesce('公开募捐资格自 ' || public_fundraising_since, '填报时没有公开募捐资格')
  end as evidence,
  'organisations' as table_name,
  json_object('org_id', org_id) as key,
  null as valid_until,
  sample
from standing_today
