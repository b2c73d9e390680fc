-- title: 每件备案：申请、社区初审、街道（镇）审核
-- title_en: Each filing: application, first review by the community, review by the street or town
-- note: In cases, accepted_on is the day on which the committee of the community passed the application on.
-- columns: street = 街道（镇） / Street or town; kind = 办什么 / Act; first_review_on = 社区初审 / Community's review;
--   decided_on = 街道（镇）审核 / Street's decision;
--   first_days = 初审用了（天） / Days of the first review; days = 一共用了（天） / Days in all
-- filed: result
select c.district, c.case_id, c.org_id, o.street, o.community, c.kind, c.item, c.before, c.after, c.reason, c.applied_on,
  c.accepted_on as first_review_on, c.decided_on, c.result,
  iif(c.accepted_on >= c.applied_on, cast(julianday(c.accepted_on) - julianday(c.applied_on) as integer), null) as first_days,
  iif(c.decided_on >= c.applied_on, cast(julianday(c.decided_on) - julianday(c.applied_on) as integer), null) as days,
  max(c.sample, o.sample) as sample
from cases c
join organisations o on o.district = c.district and o.org_id = c.org_id and o.registration = '备案'
where c.district = 'demo' and c.grant_id is null
