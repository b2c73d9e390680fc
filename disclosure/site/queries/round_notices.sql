select n.*
from notices_today n
where n.district = :district and (n.programme = :programme and n.round = :round or n.notice_id in (
  select j.value
  from grants g, json_each(json_array(g.call_notice_id, g.review_notice_id, g.completion_notice_id)) j
  where g.district = :district and g.programme = :programme and g.round = :round and j.value is not null
))
order by n.sample, n.start_on, n.notice_id
