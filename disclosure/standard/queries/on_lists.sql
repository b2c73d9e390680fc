-- title: 谁在活动异常名录或严重违法失信名单上，多久了？
-- title_en: Who is on a list of abnormal activity or serious breach, and for how long?
-- description: 还在名单上的在前，移出的在后；公示期已过的不再列。没有列入的组织不在这里；有没有报全见 coverage。
-- description_en: Those still on a list first, then those taken off; entries past their term of publication are not shown.
-- group: trust
-- parameters: district = 区（区） / District; kind = 名单（credit_kind） / List
-- columns: state = 今天 / Today; days = 在名单上的天数（天） / Days on the list; kind = 名单 / List; authority = 决定机关 / Authority
select c.district, c.org_id, o.name as organisation, c.kind, c.listed_on, c.ground, c.authority, c.removed_on, c.state, c.days,
  '/organisations/' || o.org_id || '/' as permalink, c.sample
from credit_lists c
join organisations o on o.district = c.district and o.org_id = c.org_id
where coalesce(:district, '') in ('', c.district) and coalesce(:kind, '') in ('', c.kind)
order by c.state, c.days desc, c.district, c.org_id
