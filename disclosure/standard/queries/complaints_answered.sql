-- title: 收到的查询和投诉，几天答复的，结果怎样？
-- title_en: How many days did each enquiry or complaint take, and what came of it?
-- description: 一行一件，没有答复日期的在前面。没有填答复日期的，只说明报送那天还没有答复；没有规定期限的地方，不说晚不晚。
-- description_en: A row each, those without an answer first. No day of an answer means none up to the day of filing; where no time limit
--   is set,
--   none is called late.
-- group: late
-- parameters: district = 区（区） / District; kind = 种类（complaint_kind） / Kind; since = 从哪一天收到的（日期） / Received since
-- columns: days = 用了（天） / Days taken; subject = 事由 / Subject; kind = 种类 / Kind; result = 结果 / Result
select c.district, c.complaint_id, c.kind, c.subject, c.org_id, o.name as organisation, c.received_on, c.answered_on, h.days, c.result,
  c.measure,
  '/organisations/' || o.org_id || '/' as permalink, c.sample
from complaints c
left join organisations o on o.district = c.district and o.org_id = c.org_id
left join (
  select distinct district, what, org_id, started_on, days, ended_on from handled where table_name = 'complaints'
) h on h.district = c.district and h.what = c.kind and h.started_on = c.received_on and h.ended_on = c.answered_on and h.org_id is c.org_id
where coalesce(:district, '') in ('', c.district) and coalesce(:kind, '') in ('', c.kind)
  and c.received_on >= coalesce(nullif(:since, ''), '0000-01-01')
order by c.answered_on is not null, h.days desc, c.received_on, c.district, c.complaint_id
