-- title: 有公职的人在哪些组织里任职，批准了吗？
-- title_en: Which posts are held by officials, and were they approved?
-- description: 填报为在职或离退休公职人员的任职，还在任期内的在前。没有填批准的是未知，不是没有批准；没有填公职情况的人不在这里。
-- description_en: Posts of serving or retired officials, current ones first. An empty approval is unknown, not a refusal.
-- group: people
-- parameters: district = 区（区） / District; official_status = 公职情况（official_status） / Official status
-- columns: now = 今天在任 / In office today
select p.district, p.org_id, o.name as organisation, p.name, p.post, p.official_status, p.appointment_approved, p.paid, p.term_start,
  p.term_end,
  h.name is not null as now, '/organisations/' || o.org_id || '/' as permalink,
  p.sample
from people p
join organisations o on o.district = p.district and o.org_id = p.org_id
left join office_holders h on h.district = p.district and h.org_id = p.org_id and h.name = p.name and h.post = p.post
  and h.term_start = p.term_start
where p.official_status in ('在职', '离退休') and coalesce(:district, '') in ('', p.district)
  and coalesce(:official_status, '') in ('', p.official_status)
order by now desc, p.appointment_approved, p.district, p.org_id, p.name, p.post
